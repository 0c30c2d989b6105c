"""What a form can never do, proved by a solver: items never shown, checks never failing or holding,
branches never taken. Only whoever asks for proofs imports this: the solver is large.
"""

from engine.forms.proofs.deciding import Verdict
from engine.forms.proofs.proving import SECONDS, merged, prove
from engine.forms.proofs.telling import tell
from engine.forms.proofs.witness import Witness

__all__ = ["SECONDS", "Verdict", "Witness", "merged", "prove", "tell"]
