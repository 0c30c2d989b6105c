// What json-logic-js and json-logic-engine answer to [{rule, data}] on standard input; {error} where they throw.
const fs = require('fs');
const classic = require('json-logic-js');
const { LogicEngine } = require('json-logic-engine');

const engine = new LogicEngine();
const said = (run) => {
  try {
    return { is: run() ?? null };
  } catch (error) {
    return { error: Number.isNaN(error) ? 'NaN' : error.type || error.message || String(error) };
  }
};
console.log = () => {};
const cases = JSON.parse(fs.readFileSync(0, 'utf8'));
const answers = cases.map(({ rule, data }) => ({
  classic: said(() => classic.apply(rule, data)),
  community: said(() => engine.run(rule, data)),
}));
fs.writeSync(1, JSON.stringify(answers));
