// Rule `print`: a page prints on A4, every sheet says what it belongs to and holds something.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withPage } from '../browser.mjs';

/** A sheet with fewer letters than this beside its running head is as good as empty; the last may be. */
const FEWEST_LETTERS = 40;

export async function prints(browser, file) {
    const folder = mkdtempSync(join(tmpdir(), 'kam-print-'));
    try {
        const paper = join(folder, 'page.pdf');
        const heads = await withPage(browser, file, {}, async page => {
            await page.pdf({ path: paper, preferCSSPageSize: true, printBackground: true });
            return page.evaluate(runningHead);
        });
        return [...format(paper), ...sheets(paper, heads)];
    } finally {
        rmSync(folder, { recursive: true });
    }
}

/** In the page: what its style sheets put above and below every sheet: `{ first, name, content }`. */
function runningHead() {
    const flat = rules => [...rules].flatMap(rule => (rule instanceof CSSMediaRule ? flat(rule.cssRules) : [rule]));
    const own = [...document.styleSheets].filter(sheet => sheet.href === null);
    const pages = own.flatMap(sheet => flat(sheet.cssRules)).filter(rule => rule instanceof CSSPageRule);
    const root = getComputedStyle(document.documentElement);
    const said = content =>
        content.replace(
            /var\((--[\w-]+)(?:,\s*("[^"]*"))?\)/g,
            (_, name, otherwise) => root.getPropertyValue(name) || otherwise,
        );
    return pages.flatMap(({ selectorText, cssRules }) =>
        [...cssRules].map(({ name, style }) => ({
            first: selectorText === ':first',
            name,
            content: said(style.content),
        })),
    );
}

function format(paper) {
    const told = execFileSync('pdfinfo', [paper], { encoding: 'utf8' });
    const [, width, height] = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(told).map(Number);
    const isA4 = Math.abs(width - 595.28) < 1.5 && Math.abs(height - 841.89) < 1.5;
    return isA4
        ? []
        : [{ rule: 'print', element: '@page', detail: `prints on ${width} × ${height} points, which is not A4` }];
}

function sheets(paper, heads) {
    const told = execFileSync('pdftotext', ['-layout', paper, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 });
    const sheets = told.split('\f').slice(0, -1).map(letters);
    const problem = (element, detail) => ({ rule: 'print', element, detail });
    if (sheets.length === 0) return [problem('', 'prints no sheet')];
    if (!heads.some(head => /"[^"]/.test(head.content)))
        return [problem('@page', 'has no running head that says what a sheet belongs to')];
    if (!heads.some(head => head.content.includes('counter(page)'))) return [problem('@page', 'numbers no sheet')];
    return sheets.flatMap((text, index) => {
        const sheet = `sheet ${index + 1} of ${sheets.length}`;
        const expected = printed(heads, index + 1, sheets.length);
        const lacking = expected.filter(words => !text.includes(letters(words)));
        const others = expected.reduce((sum, words) => sum + letters(words).length, 0);
        const found = lacking.map(words => problem(sheet, `lacks “${words}” of its running head`));
        const fewest = index + 1 < sheets.length ? FEWEST_LETTERS : 1;
        if (text.length - others < fewest) found.push(problem(sheet, `holds ${text.length - others} letters`));
        return found;
    });
}

/** What stands above and below one sheet; the first may have heads of its own. */
function printed(heads, sheet, sheets) {
    const valid = new Map(heads.filter(head => !head.first).map(head => [head.name, head.content]));
    if (sheet === 1) heads.filter(head => head.first).forEach(head => valid.set(head.name, head.content));
    const words = [...valid.values()].map(content =>
        [...content.matchAll(/"((?:[^"\\]|\\.)*)"|counter\((page|pages)\)/g)]
            .map(([, text, counter]) => (counter ? (counter === 'page' ? sheet : sheets) : unescaped(text)))
            .join(''),
    );
    return words.filter(Boolean);
}

/** What a text of a style sheet says: `\26 ` and `\"` are signs. */
function unescaped(text) {
    const sign = (_, code, itself) => (code ? String.fromCodePoint(parseInt(code, 16)) : itself);
    return text.replace(/\\(?:([0-9a-f]{1,6})\s?|(.))/gi, sign);
}

/** Letters alone: where blanks go is the reader's guess, and one sign may be told by the code of another. */
function letters(text) {
    return text.normalize('NFKC').replace(/[\s\p{C}]/gu, '');
}
