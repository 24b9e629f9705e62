import type * as schemas from '@maidian/schemas'
import type { Dropped, WireBatch } from '../batch.ts'
import type { Context, WireEvent } from '../event.ts'
import type { EventRemark } from '../platform.ts'

/** True only for two types that are the same in every modifier. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
type Holds<T extends true> = T
/** A type written out, so that intersections compare by what they hold. */
type Flat<T> = { [Key in keyof T]: T[Key] }

/**
 * The wire types are written by hand, because pages load no zod; this fails to compile when they and the
 * schemas part ways.
 */
export type WireTypesAreTheSchemas = [
  Holds<Same<Context, schemas.Context>>,
  Holds<Same<WireEvent, schemas.Event>>,
  Holds<Same<Dropped, schemas.Dropped>>,
  Holds<Same<Flat<WireBatch>, Flat<schemas.Batch>>>,
  // An SDK must be able to read a verdict that it does not know yet.
  Holds<schemas.EventVerdict extends EventRemark ? true : false>,
]
