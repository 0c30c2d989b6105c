"""The measured goals: our figures beside their peers' in the same run. No part of the tests."""
