import { NEXT, type PlanContent, type Release } from '../model.ts'
import { hashOf } from './hash-of.ts'

/** The working tree as a release that was never made: `shop@next`. Production refuses it. */
export const nextRelease = (content: PlanContent): Release => ({
  format: 1,
  version: NEXT,
  hash: hashOf(content),
  ...content,
})
