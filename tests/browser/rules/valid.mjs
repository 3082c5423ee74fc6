// Rule `html:…`: the file as written is valid HTML by html-validate, a maintained checker that needs nothing but Node
// and no network (the W3C's own checker is a Java program).

import { HtmlValidate } from 'html-validate';

const CHECKER = new HtmlValidate({ extends: ['html-validate:standard', 'html-validate:document'] });

export async function valid(_browser, file) {
    const { results } = await CHECKER.validateFile(file);
    return results
        .flatMap(result => result.messages)
        .map(({ ruleId, selector, line, column, message }) => ({
            rule: `html:${ruleId}`,
            element: selector ?? '',
            detail: `${message} (line ${line}, column ${column})`,
        }));
}
