import fc from 'fast-check'

/** An event as a batch holds it. */
export type Said = {
  id: string
  event: string
  time: number
  user?: string
  props: Record<string, unknown>
}
/** A batch: of a device, or of a server that names users alone. */
export type Batch = { device?: string; events: Said[] }

/** Times are few, so that many are equal and the id decides. */
const START = Date.UTC(2026, 10, 1)
const time = fc.nat(6).map(n => START + n * 1000)

const value = fc.constantFrom<unknown>('x', '7', '2.5', '["a"]', '[a', 3, -1.25, true, ['b', 1], null)
const property = fc.constantFrom('level', 'spent', 'tags')
const properties = (of: fc.Arbitrary<unknown>) => fc.dictionary(property, of, { maxKeys: 2, noNullPrototype: true })

type Draft = Pick<Said, 'event' | 'props'> & { user?: string }

const draft = (name: string): fc.Arbitrary<Draft> => {
  const user = fc.constantFrom(`${name}-u0`, `${name}-u1`)
  const ids = fc.dictionary(
    fc.constantFrom('openid', 'unionid'),
    fc.constantFrom(`${name}-o0`, `${name}-o1`, `${name}-o2`, 'undefined'),
    { minKeys: 1, maxKeys: 2, noNullPrototype: true },
  )
  const operation = (event: string, of: fc.Arbitrary<unknown>): fc.Arbitrary<Draft> =>
    fc.record(
      { event: fc.constant(event), props: properties(of).map(properties => ({ properties })), user },
      { requiredKeys: ['event', 'props'] },
    )
  return fc.oneof(
    { weight: 4, arbitrary: fc.record({ event: fc.constant('$identify'), props: ids.map(ids => ({ ids })) }) },
    { weight: 1, arbitrary: fc.record({ event: fc.constant('$identify'), props: ids.map(ids => ({ ids })), user }) },
    { weight: 1, arbitrary: fc.record({ event: fc.constant('$identify'), props: fc.constant({}), user }) },
    operation('$profile_set', value),
    operation('$profile_set_once', value),
    operation('$profile_add', fc.constantFrom<unknown>(1, 0.1, 0.2, -5, 'no number')),
    operation('$profile_append', fc.constantFrom<unknown>(['a'], 'b', [1, null], [])),
    operation('$profile_unset', fc.constant(true)),
    {
      weight: 2,
      arbitrary: fc.record({
        event: fc.constant('$item_set'),
        props: fc.record({
          kind: fc.constant('product'),
          item_id: fc.constantFrom(`${name}-p0`, `${name}-p1`),
          attributes: fc.dictionary(fc.constantFrom('brand', 'price'), value, { maxKeys: 2, noNullPrototype: true }),
        }),
      }),
    },
    fc.record({ event: fc.constant('view'), props: fc.constant({}), user }, { requiredKeys: ['event', 'props'] }),
  )
}

/** Batches of a few people, whose every name begins with `name`; `serial` begins the ids of events. */
export const world = (name: string, serial: number): fc.Arbitrary<Batch[]> => {
  const event = fc.tuple(draft(name), time)
  const batch = fc.record({
    device: fc.option(fc.constantFrom(...['a', 'b', 'c', 'd', 'e'].map(one => `${name}-${one}`)), {
      freq: 12,
      nil: undefined,
    }),
    drafts: fc.array(event, { minLength: 1, maxLength: 4 }),
  })
  return fc.array(batch, { minLength: 1, maxLength: 14 }).map(batches => {
    let n = 0
    // An id has nothing to do with the order of its event.
    const id = () =>
      `${String((n++ * 7919) % 9973).padStart(8, '0')}-0000-7000-8000-${String(serial).padStart(12, '0')}`
    return batches.map(({ device, drafts }): Batch => {
      const events = drafts.map(([one, at]): Said => {
        const user = one.user ?? (device === undefined ? `${name}-u2` : undefined)
        return { id: id(), event: one.event, time: at, props: one.props, ...(user !== undefined && { user }) }
      })
      return { ...(device !== undefined && { device }), events }
    })
  })
}
