// Pictures of pages, to be looked at: `node screenshots.mjs OUT PAGE…`. Each page at a desk in light and in dark, on a
// phone, and on paper. OUT/index.html shows them all side by side. Tall pages are taken in pieces one below the other,
// so that each stays large enough to look at.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { withBrowser, withPage } from './browser.mjs';

const LOOKS = {
    desktop: { width: 1280, height: 900 },
    dark: { width: 1280, height: 900, colours: 'dark' },
    phone: { width: 390, height: 844, scale: 2 },
};

/** How high one picture is, in CSS pixels; the last of a page may be half as high or half higher. */
const PIECE = 1800;

const [out, ...pages] = process.argv.slice(2);
if (pages.length === 0) {
    console.error('name a folder for the pictures, and the pages: `node screenshots.mjs OUT PAGE…`');
    process.exit(2);
}
mkdirSync(out, { recursive: true });
const taken = await withBrowser(async browser => {
    const taken = [];
    for (const page of pages) taken.push({ page, pictures: await pictures(browser, realpathSync(page), named(page)) });
    return taken;
});
writeFileSync(join(out, 'index.html'), contactSheet(taken));
console.log(join(out, 'index.html'));

/** What a page's pictures are called: quarter, language, and the page where it is not the index. */
function named(page) {
    const parts = [dirname(dirname(dirname(page))), dirname(dirname(page)), dirname(page), page].map(path =>
        basename(path, '.html'),
    );
    return parts.filter(part => part && !['.', 'index', 'reports', 'accounts'].includes(part)).join('-');
}

/** All pictures of one page, by look. */
async function pictures(browser, file, name) {
    const found = {};
    for (const [look, options] of Object.entries(LOOKS)) {
        found[look] = await withPage(browser, file, options, page => pieces(page, `${name}-${look}`));
    }
    found.print = await withPage(browser, file, {}, page => sheets(page, `${name}-print`));
    return found;
}

async function pieces(page, name) {
    const [width, height] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.scrollHeight,
    ]);
    const count = Math.max(1, Math.round(height / PIECE));
    const names = [];
    for (let piece = 0; piece < count; piece += 1) {
        const file = `${name}-${String(piece + 1).padStart(2, '0')}.png`;
        const top = piece * PIECE;
        const clip = { x: 0, y: top, width, height: piece + 1 < count ? PIECE : height - top };
        await page.screenshot({ path: join(out, file), fullPage: true, clip, animations: 'disabled' });
        names.push(file);
    }
    return names;
}

/** One picture for each sheet of paper, where `pdftoppm` is installed; else the PDF. */
async function sheets(page, name) {
    const paper = join(out, `${name}.pdf`);
    await page.pdf({ path: paper, preferCSSPageSize: true, printBackground: true });
    for (const file of readdirSync(out)) if (file.startsWith(`${name}-`)) rmSync(join(out, file));
    try {
        execFileSync('pdftoppm', ['-r', '96', '-png', paper, join(out, name)]);
    } catch (error) {
        if (error.code !== 'ENOENT') throw error;
        console.error(`there is no \`pdftoppm\` (Debian: poppler-utils): ${paper} stays a PDF`);
    }
    return readdirSync(out)
        .filter(file => file.startsWith(`${name}-`))
        .sort();
}

function contactSheet(taken) {
    const escaped = text => text.replace(/[&<>"]/g, letter => `&#${letter.codePointAt(0)};`);
    const picture = file =>
        `<a href="${encodeURI(file)}"><img src="${encodeURI(file)}" alt="${escaped(file)}" loading="lazy"></a>`;
    const look = ([name, files]) => `<div class="${name}"><h3>${name}</h3>${files.map(picture).join('')}</div>`;
    const page = ({ page, pictures }) =>
        `<h2>${escaped(page)}</h2><section>${Object.entries(pictures).map(look).join('')}</section>`;
    return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Pictures of reports</title>
<style>
body { font: 14px/1.4 system-ui, sans-serif; margin: 24px; background: #777; color: #fff; }
section { display: grid; grid-template-columns: 4fr 4fr 2fr 4fr; gap: 16px; align-items: start; }
img { display: block; width: 100%; }
.print { display: grid; grid-template-columns: 1fr 1fr; gap: 6px; } .print h3 { grid-column: 1 / -1; }
h3 { margin: 0 0 4px; font-weight: 400; }
</style>
${taken.map(page).join('\n')}
</html>
`;
}
