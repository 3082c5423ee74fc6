// Compares pages made of harmless texts with the same pages made of hostile ones:
// `node same_elements.mjs HARMLESS HOSTILE`, two folders of reports. A text is a text: whatever it says, a page has the
// same elements with the same classes in the same order, runs no script, asks for nothing and keeps its layout.

import { readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { withBrowser, withPage } from './browser.mjs';
import { staysWithin } from './rules/fits.mjs';
import { links } from './rules/links.mjs';
import { quiet } from './rules/quiet.mjs';
import { valid } from './rules/valid.mjs';

const [harmless, hostile] = process.argv.slice(2).map(folder => realpathSync(folder));
if (hostile === undefined) {
    console.error('name two folders: `node same_elements.mjs HARMLESS HOSTILE`');
    process.exit(2);
}
const [expected, pages] = [harmless, hostile].map(below);
const problems = [];
if (expected.join() !== pages.join())
    problems.push(`the folders hold other pages: ${expected.length} and ${pages.length}`);
await withBrowser(async browser => {
    for (const page of pages.filter(page => expected.includes(page))) {
        const file = join(hostile, page);
        const [before, after] = [await elements(browser, join(harmless, page)), await elements(browser, file)];
        const at = before.findIndex((element, index) => element !== after[index]);
        const place = at < 0 && before.length !== after.length ? Math.min(before.length, after.length) : at;
        if (place >= 0)
            problems.push(`${page}: elements: number ${place + 1} is ${after[place]} instead of ${before[place]}`);
        for (const rule of [quiet, valid, links, staysWithin]) {
            for (const { rule: name, element, detail, look } of await rule(browser, file))
                problems.push(`${page}: ${name}: ${element}: ${detail} ${look ?? ''}`);
        }
    }
});
for (const problem of problems) console.log(problem);
console.log(`${pages.length} pages compared, ${problems.length} problems`);
process.exitCode = problems.length === 0 && pages.length > 0 ? 0 : 1;

/** The pages below a folder, sorted. */
function below(folder) {
    return readdirSync(folder, { recursive: true })
        .filter(name => name.endsWith('.html'))
        .sort();
}

/** A page's elements as `name.class`, in the order of the document. */
function elements(browser, file) {
    return withPage(browser, file, {}, page =>
        page.evaluate(() =>
            [...document.querySelectorAll('*')].map(element => [element.localName, ...element.classList].join('.')),
        ),
    );
}
