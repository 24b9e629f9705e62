import * as z from 'zod'
import type { ItemType } from '../model.ts'
import { Name } from './names.ts'
import { PropertyUseInput, toPropertyUse } from './property-use-input.ts'
import { TextInput, toText } from './text-input.ts'

const TypeInput = z.strictObject({ say: TextInput, props: z.array(PropertyUseInput).min(1) })

/** A file of `types/`: name → what the elements of a list are. */
export const TypesFile = z.record(Name, TypeInput)

export const toItemType = (
  name: string,
  { say, props }: z.infer<typeof TypeInput>,
  languages: readonly string[],
): ItemType => ({ name, say: toText(say, languages), props: props.map(use => toPropertyUse(use, languages)) })
