import type { FileKind } from '../load/kinds.ts'
import type { Offers } from './offers.ts'

/** Where in the JSON Schema of a kind of file which names belong; `/` goes down, `*` is any key of `properties`. */
export const OFFERED_AT: Record<FileKind, readonly [path: string, offer: Exclude<keyof Offers, 'use'>][]> = {
  plan: [
    ['properties/defaults/properties/owner', 'owner'],
    ['properties/every_event/properties/*/items', 'property'],
    ['properties/user/properties/pii', 'pii'],
  ],
  property: [
    ['additionalProperties/properties/enum', 'enum'],
    ['additionalProperties/properties/list', 'list'],
    ['additionalProperties/properties/unit', 'unit'],
    ['additionalProperties/properties/pii', 'pii'],
    ['additionalProperties/properties/lookup', 'lookup'],
    ['additionalProperties/properties/owner', 'owner'],
  ],
  profile: [
    ['additionalProperties/properties/enum', 'enum'],
    ['additionalProperties/properties/list', 'list'],
    ['additionalProperties/properties/unit', 'unit'],
    ['additionalProperties/properties/pii', 'pii'],
    ['additionalProperties/properties/lookup', 'lookup'],
    ['additionalProperties/properties/owner', 'owner'],
  ],
  enum: [],
  type: [],
  event: [
    ['properties/owner', 'owner'],
    ['properties/once_per/items', 'property'],
    ['properties/variants/properties/by', 'property'],
    ['properties/replaces/items', 'event'],
  ],
  question: [['additionalProperties/properties/owner', 'owner']],
  change: [['properties/waivers/items/properties/rule', 'waived']],
}

/** Where properties are named with an optional `!`. */
export const USES_AT: Partial<Record<FileKind, readonly string[]>> = {
  type: ['additionalProperties/properties/props/items'],
  event: ['properties/props/items', 'properties/variants/properties/when/additionalProperties/items'],
}

/** Where properties are keys, and what stands behind one is said of it. */
export const KEYS_AT: Partial<Record<FileKind, string>> = { event: 'properties/bindings/items/properties/props' }
