// survey-core with a matrix of 20 columns and totals, headless, on {model, start, sets} from standard input:
// the median microseconds of one cell set, and the totals afterwards.
const fs = require('fs');
const { Model } = require('survey-core');

const given = JSON.parse(fs.readFileSync(0, 'utf8'));
const survey = new Model(given.model);
survey.data = given.start;
const matrix = survey.getQuestionByName('m');
const rows = matrix.visibleRows;
const times = given.sets.map(([row, column, value]) => {
  const start = process.hrtime.bigint();
  rows[row].cells[column].question.value = value;
  return Number(process.hrtime.bigint() - start) / 1e3;
});
const steady = times.slice(times.length >> 2).sort((a, b) => a - b);
const totals = matrix.visibleTotalRow.cells.map((cell) => cell.question.value);
console.log(JSON.stringify({ cell: steady[steady.length >> 1], totals }));
