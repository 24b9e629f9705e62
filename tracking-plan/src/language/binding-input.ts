import * as z from 'zod'
import { BindingWhen } from '../model.ts'
import { Name } from './names.ts'

const Scalar = z.union([z.string(), z.number(), z.boolean()])

const ValueInput = z.union(
  [
    z.string().min(1).max(500),
    z.strictObject({ const: z.union([Scalar, z.array(Scalar)]).meta({ description: 'the value itself' }) }),
  ],
  { error: 'write where the value stands: "@data-id", "@text" or ".price@text|number"; or {const: value}' },
)

/**
 * An entry of `bindings:` of an event. What has to happen is called `when`, and `on` in the list for the page: as a key of
 * YAML many tools would read `on` as a boolean.
 */
export const BindingInput = z.strictObject({
  selector: z
    .string({ error: 'write a CSS selector: ".buy", "[data-id]"' })
    .min(1)
    .max(500)
    .meta({ description: 'which elements, as CSS says it' }),
  when: z.enum(BindingWhen.options, { error: 'write click, submit, change or view' }).default('click').meta({
    description: 'what has to happen to one, or within it; view: a page is viewed that has one',
  }),
  path: z
    .string()
    .max(500)
    .regex(
      /^[/*][!-~]*$/,
      'write the path of pages: /product/:id, /help/*; other letters as the address bar copies them',
    )
    .regex(/^[^?#]*$/, 'a path ends before ? and #')
    .optional()
    .meta({ description: 'only on these pages: /product/:id, /help/*' }),
  props: z.record(Name, ValueInput).default({}).meta({
    description: 'property: where its value stands. "@data-id" an attribute, "@text" the text, ".price@text|number"',
  }),
})
