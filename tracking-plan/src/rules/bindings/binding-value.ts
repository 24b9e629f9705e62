import { readValue } from '../../bindings/read-value.ts'
import type { PlanRule } from '../rule.ts'
import { boundEvents } from '../support/bound.ts'

/** What was probably meant by a text that says no place. */
const instead = (text: string): string => {
  const plain = text
    .replaceAll('＠', '@')
    .replaceAll('｜', '|')
    .replaceAll(/\s*([@|])\s*/g, '$1')
  if (readValue(plain)) return `"${plain}"`
  return text.includes('@')
    ? '"@data-id", "@text" or ".price@text|number"'
    : `{const: ${text}}, or for an attribute "@${text}"`
}

export const bindingValue: PlanRule = {
  id: 'binding.value',
  severity: 'error',
  say: 'what a binding reads from the page can be read',
  check: ({ content }) =>
    boundEvents(content).flatMap(({ binding, hit }) =>
      Object.entries(binding.props).flatMap(([name, text]) =>
        typeof text === 'string' && readValue(text) === null
          ? [hit(['props', name], `${text.slice(0, 80)} says no place in a page; write ${instead(text.slice(0, 80))}`)]
          : [],
      ),
    ),
}
