// Rule `axe:…`: axe-core finds no violation of WCAG 2.1 A and AA nor of its best practices, at a desk and on a phone;
// nor of what it asks of colours in the dark, which changes nothing else.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { WIDTHS, withPage } from '../browser.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ALL = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] };
const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

export async function accessible(browser, file) {
    const problems = [];
    for (const [width, colours, asked] of [
        [WIDTHS.desktop, 'light', ALL],
        [WIDTHS.phone, 'light', ALL],
        [WIDTHS.desktop, 'dark', COLOURS],
    ]) {
        const found = await withPage(browser, file, { width, colours }, page => violations(page, asked));
        problems.push(...found.map(problem => ({ ...problem, look: `${colours}, ${width} px` })));
    }
    return problems;
}

async function violations(page, asked) {
    // Evaluated rather than added as a script: a page's policy rightly lets in no script but its own.
    await page.evaluate(AXE);
    const found = await page.evaluate(async runOnly => {
        const options = { runOnly, resultTypes: ['violations'] };
        const { violations } = await window.axe.run(document, options);
        return violations.flatMap(({ id, help, nodes }) =>
            nodes.map(node => ({ id, help, target: node.target.join(' '), summary: node.failureSummary })),
        );
    }, asked);
    return found.map(({ id, help, target, summary }) => {
        const detail = `${help}: ${summary
            .split('\n')
            .slice(1)
            .map(line => line.trim())
            .join('; ')}`;
        return { rule: `axe:${id}`, element: target, detail };
    });
}
