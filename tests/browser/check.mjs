// Opens pages of kam in Chromium and says what is wrong with them: `node check.mjs PAGE…`. Each problem is a line
// `page: rule: element: what`; it ends with 1 when there is one. Nothing waits for a time: every rule asks the page.

import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { withBrowser } from './browser.mjs';
import { accessible } from './rules/accessible.mjs';
import { filters } from './rules/filters.mjs';
import { fits } from './rules/fits.mjs';
import { links } from './rules/links.mjs';
import { prints } from './rules/prints.mjs';
import { quiet } from './rules/quiet.mjs';
import { readable } from './rules/readable.mjs';
import { sorts } from './rules/sorts.mjs';
import { valid } from './rules/valid.mjs';
import { withoutScript } from './rules/without_script.mjs';

const RULES = [valid, quiet, links, fits, withoutScript, sorts, filters, accessible, readable, prints];

const pages = process.argv.slice(2);
if (pages.length === 0) {
    console.error('name the pages to check: `node check.mjs PAGE…`');
    process.exit(2);
}
const counts = await withBrowser(async browser => {
    const counts = [];
    for (const page of pages) {
        const file = realpathSync(page);
        for (const rule of RULES) {
            const problems = await rule(browser, file);
            for (const told of few(problems)) console.log(line(page, told));
            counts.push(problems.length);
        }
    }
    return counts;
});
const found = counts.reduce((sum, count) => sum + count, 0);
console.log(`${pages.length} pages, ${RULES.length} kinds of rules, ${found} problems`);
process.exitCode = found === 0 ? 0 : 1;

/** Three of each rule and look, of different elements, and how many more: a wide table is one mistake, not a hundred. */
function few(problems) {
    const alike = new Map();
    for (const problem of problems) {
        const key = JSON.stringify([problem.rule, problem.look]);
        alike.set(key, [...(alike.get(key) ?? []), problem]);
    }
    return [...alike.values()].flatMap(group => {
        const elements = new Map(group.toReversed().map(problem => [problem.element, problem]));
        const shown = [...elements.values()].toReversed().slice(0, 3);
        const left = group.length - shown.length;
        return left ? [...shown, { ...group[0], element: '', detail: `and ${left} more` }] : shown;
    });
}

/** A problem as one line; a page by its last folders, which tell quarter and language. */
function line(page, { rule, element, detail, look }) {
    const name = join(basename(dirname(dirname(page))), basename(dirname(page)), basename(page));
    return `${[name, rule, element, detail].filter(Boolean).join(': ')}${look ? ` (${look})` : ''}`.replace(
        /\s+/g,
        ' ',
    );
}
