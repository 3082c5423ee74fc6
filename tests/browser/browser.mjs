// Debian's Chromium, and pages opened in it that can reach nothing but their own file.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

/** The widths that stand for a phone, a tablet and a desk. */
export const WIDTHS = { phone: 360, tablet: 768, desktop: 1280 };

/** What never comes on a busy machine either, in milliseconds: it ends a page that hangs, and decides nothing. */
const FOREVER = 600_000;

/** The path of Chromium; an error that says what to install where there is none. */
export function program() {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
        try {
            const path = join(folder, 'chromium');
            accessSync(path, constants.X_OK);
            return path;
        } catch {
            // The next folder may hold it.
        }
    }
    throw new Error('there is no `chromium` on the PATH: `tests/run` installs it, or `apt-get install chromium`');
}

/** Starts Chromium, gives it to `use`, and ends it whatever happens. */
export async function withBrowser(use) {
    // Letters are laid out alike with and without a screen, and no name is looked up anywhere.
    const args = ['--font-render-hinting=none', '--host-resolver-rules=MAP * ~NOTFOUND'];
    const browser = await chromium.launch({ executablePath: program(), args, timeout: FOREVER });
    try {
        return await use(browser);
    } finally {
        await browser.close();
    }
}

/**
 * Opens a file and gives `use` the page and what went wrong while it was open.
 *
 * `look` is of `{ width, height, colours, script, scale }`. Whatever the page asks for beside itself is refused, and is
 * a problem: of rule `request`. So are errors and warnings of the console and of scripts.
 */
export async function withPage(browser, file, look, use) {
    const { width = WIDTHS.desktop, height = 900, colours = 'light', script = true, scale = 1 } = look;
    const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: colours,
        javaScriptEnabled: script,
        deviceScaleFactor: scale,
        reducedMotion: 'reduce',
        timezoneId: 'UTC',
        offline: true,
    });
    context.setDefaultTimeout(FOREVER);
    try {
        const problems = [];
        const own = pathToFileURL(file).href;
        const report = (rule, detail) => problems.push({ rule, element: '', detail });
        // Routed and listened to: a request that the page's own policy refuses never comes to a route.
        await context.route('**/*', route => (route.request().url() === own ? route.continue() : route.abort()));
        const page = await context.newPage();
        page.on('request', request => request.url() !== own && report('request', `asks for ${request.url()}`));
        page.on('console', message => {
            if (['error', 'warning'].includes(message.type())) report('console', message.text());
        });
        page.on('pageerror', error => report('console', error.message));
        page.on('dialog', dialog => {
            report('console', `opens a dialog: ${dialog.message()}`);
            dialog.dismiss();
        });
        await page.goto(own, { waitUntil: 'load' });
        await page.evaluate(() => document.fonts.ready.then(() => undefined));
        return await use(page, problems);
    } finally {
        await context.close();
    }
}
