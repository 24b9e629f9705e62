import { BASE_COLUMNS } from '@maidian/schemas'
import { expect, test } from 'vitest'
import { en } from '../i18n/en.ts'
import { KNOWN_PROPERTIES } from './known-properties.ts'

test('every property that is offered is a base column, and has a name', () => {
  for (const property of KNOWN_PROPERTIES) expect(BASE_COLUMNS).toContain(property)
  expect(Object.keys(en.prop)).toEqual([...KNOWN_PROPERTIES])
})
