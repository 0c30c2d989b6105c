// json-logic-engine, each rule of {rules, data} on standard input built to a function: the median time of a
// pass in microseconds.
const fs = require('fs');
const { LogicEngine } = require('json-logic-engine');

const { rules, data } = JSON.parse(fs.readFileSync(0, 'utf8'));
const engine = new LogicEngine();
const built = rules.map((rule) => engine.build(rule));
const pass = () => built.map((rule) => rule(data));
for (let warm = 0; warm < 2000; warm++) pass();
const times = [];
for (let round = 0; round < 9; round++) {
  const start = process.hrtime.bigint();
  for (let call = 0; call < 1000; call++) pass();
  times.push(Number(process.hrtime.bigint() - start) / 1000e3);
}
times.sort((a, b) => a - b);
console.log(JSON.stringify({ microseconds: times[4] }));
