import type { Plugin } from '@maidian/sdk-core'
import { IGNORED, nameOf, propsOf } from './support/elements.ts'
import { safely } from './support/safely.ts'

/**
 * Sends `$form_submit {element}` with the form's `data-md-props` for each submit of a form, and never what is in it.
 * Also for a submit that the page then handles itself or turns down. Forms inside shadow roots say nothing outside.
 */
export const forms = (): Plugin => ({
  name: 'forms',
  setup: host =>
    document.addEventListener(
      'submit',
      safely(host, 'forms', ({ target }: Event) => {
        const form = target as Element
        if (!form.closest(IGNORED)) host.track('$form_submit', { element: nameOf(form), ...propsOf(host, form) })
      }),
      true,
    ),
})
