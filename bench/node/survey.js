// survey-core, headless, on {model, start, probes, sets, finished} from standard input. Prints the hidden
// questions of each probe, and the median microseconds of one value set and of one finished response.
const fs = require('fs');
const { Model } = require('survey-core');

const given = JSON.parse(fs.readFileSync(0, 'utf8'));
const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];
const timed = (work) => {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e3;
};

const survey = new Model(given.model);
const hidden = given.probes.map((answers) => {
  survey.data = answers;
  return survey.getAllQuestions().filter((question) => !question.isVisible).map((question) => question.name);
});
survey.data = given.start;
for (const [name, value] of given.sets.slice(0, 200)) survey.setValue(name, value);
const set = median(given.sets.map(([name, value]) => timed(() => survey.setValue(name, value))));

const texts = given.finished.map((answers) => JSON.stringify(answers));
const check = (text) => {
  survey.data = JSON.parse(text);
  survey.validate(true, false);
  return survey.getAllQuestions().flatMap((question) => question.errors.map((error) => error.text));
};
texts.forEach(check);
const finished = median(texts.map((text) => timed(() => check(text))));
const errors = texts.map((text) => check(text).length);
console.log(JSON.stringify({ hidden, set, finished, errors }));
