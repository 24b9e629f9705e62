import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createKeep, isKept, parsePiiSecret } from './keep.ts'
import type { PiiRules } from './pii-rules.ts'
import { createScrub } from './scrub.ts'
import { scrubUrl } from './scrub-url.ts'

const SECRET = parsePiiSecret('0123456789abcdef')
const rules = (user: PiiRules['user'] = null): PiiRules => ({
  properties: new Map([
    ['receiver_phone', 'hash'],
    ['mail', 'mask'],
    ['id_card', 'drop'],
  ]),
  user,
})
const PHONE = '13800138000'
const keep = createKeep('shop', SECRET)
const HASH = keep(PHONE, 'hash') as string

/** The batch as it is kept, and whether it was changed. */
const scrubbed = (batch: object, over: { rules?: PiiRules; text?: string } = {}) => {
  const text = over.text ?? JSON.stringify(batch)
  const json = JSON.parse(text)
  const changed = createScrub(over.rules ?? rules(), keep).batch(json, text)
  return { changed, json }
}
const event = (props: unknown, over: object = {}) => ({ id: 'e', event: 'x', time: 1, props, ...over })

describe('what is kept', () => {
  test('a hash is of the project, carries the version of its key, and is the same for the same value', () => {
    expect(HASH).toMatch(/^h1:[\w-]{22}$/)
    expect(createKeep('shop', SECRET)(PHONE, 'hash')).toBe(HASH)
    expect(createKeep('other', SECRET)(PHONE, 'hash')).not.toBe(HASH)
    expect(createKeep('shop', parsePiiSecret('v7:fedcba9876543210'))(PHONE, 'hash')).toMatch(/^h7:/)
  })
  test('a mask leaves what a person recognises', () => {
    expect(keep(PHONE, 'mask')).toBe('138****8000')
    expect(keep('li.lei@example.com', 'mask')).toBe('l***@example.com')
    expect(keep('李雷', 'mask')).toBe('李***')
  })
  test('without a secret nothing is kept of what should be hashed', () => {
    expect(createKeep('shop', null)(PHONE, 'hash')).toBeUndefined()
    expect(parsePiiSecret('short')).toBeNull()
  })
})

describe('where it is found', () => {
  test('in properties, nested, in lists, in profile operations and in texts that hold JSON', () => {
    const { changed, json } = scrubbed({
      events: [
        event({ receiver_phone: PHONE, mail: 'a@b.cn', id_card: '110101', price: 1 }),
        event({ order: { to: [{ receiver_phone: PHONE }] } }),
        event({ properties: { receiver_phone: PHONE } }, { event: '$profile_set' }),
        event({ payload: JSON.stringify({ receiver_phone: PHONE }) }),
        event(undefined, { receiver_phone: PHONE }),
      ],
    })
    expect(changed).toBe(true)
    expect(JSON.stringify(json)).not.toContain(PHONE)
    expect(json.events[0].props).toEqual({ receiver_phone: HASH, mail: 'a***@b.cn', price: 1 })
    expect(json.events[1].props.order.to[0].receiver_phone).toBe(HASH)
    expect(json.events[2].props.properties.receiver_phone).toBe(HASH)
    expect(JSON.parse(json.events[3].props.payload)).toEqual({ receiver_phone: HASH })
  })
  test('a number, a list and an object under a private name do not stay either', () => {
    for (const value of [13_800_138_000, [PHONE], { raw: PHONE }]) {
      expect(JSON.stringify(scrubbed({ events: [event({ receiver_phone: value })] }).json)).not.toContain('138')
    }
    expect(scrubbed({ events: [event({ receiver_phone: 13_800_138_000 })] }).json.events[0].props.receiver_phone).toBe(
      HASH,
    )
  })
  test('under a name that was written with escapes', () => {
    const text = `{"events":[{"id":"e","event":"x","time":1,"props":{"receiver\\u005fphone":"${PHONE}"}}]}`
    expect(JSON.stringify(scrubbed({}, { text }).json)).not.toContain(PHONE)
  })
  test('under a name that was written with escapes inside a text', () => {
    const inner = `{"receiver\\u005fphone":"${PHONE}"}`
    expect(JSON.stringify(scrubbed({ events: [event({ note: inner })] }).json)).not.toContain(PHONE)
  })
  test('in the query of a url that is a property, and nothing else of it', () => {
    const { changed, json } = scrubbed({
      events: [event({ share_url: `/p?q=1&receiver_phone=${PHONE}&k=2#top`, note: 'why? a=b & so on' })],
    })
    expect(changed).toBe(true)
    expect(json.events[0].props).toEqual({ share_url: '/p?q=1&k=2#top', note: 'why? a=b & so on' })
  })
  test('in the query of a page or of its referrer', () => {
    const { changed, json } = scrubbed({
      contexts: [
        {
          url: `https://s.cn/p?q=1&receiver_phone=${PHONE}#/x?mail=a@b.cn&k=2`,
          referrer: `https://s.cn/?receiver%5Fphone=${PHONE}`,
        },
      ],
      events: [event({})],
    })
    expect(changed).toBe(true)
    expect(json.contexts[0]).toEqual({ url: 'https://s.cn/p?q=1#/x?k=2', referrer: 'https://s.cn/?' })
  })
  test('users, where the plan calls them private: of the batch and of each event', () => {
    const { json } = scrubbed(
      { user: 'u-1', events: [event({}, { user: 'u-2' }), event({})] },
      { rules: rules('hash') },
    )
    expect(json.user).toBe(keep('u-1', 'hash'))
    expect(json.events[0].user).toBe(keep('u-2', 'hash'))
    expect(JSON.stringify(json)).not.toContain('u-2')
  })
})

describe('what is left alone', () => {
  test('a batch without private data is not changed', () => {
    const batch = {
      device: 'd',
      contexts: [{ url: 'https://s.cn/p?q=1#a' }],
      events: [event({ price: 1, note: '[x' })],
    }
    const { changed, json } = scrubbed(batch)
    expect(changed).toBe(false)
    expect(json).toEqual(batch)
  })
  test("the wire's own fields are no properties, whatever the plan calls private", () => {
    const own: PiiRules = {
      properties: new Map([
        ['id', 'drop'],
        ['device', 'drop'],
      ]),
      user: null,
    }
    const { json } = scrubbed({ device: 'd', events: [event({ id: 'inner' })] }, { rules: own })
    expect(json).toEqual({ device: 'd', events: [event({})] })
  })
  test('a url without private keys stays to the letter', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), url => {
        expect(scrubUrl(url, () => false)).toBe(url)
      }),
    )
  })
})

test('whatever the nesting, no private text is left', () => {
  const leaf = fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.string())
  const { tree } = fc.letrec(tie => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      leaf,
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'props', 'events', 'receiver_phone', 'id_card', '__proto__'), tie('tree'), {
        maxKeys: 3,
      }),
      fc.record({ receiver_phone: fc.constant(PHONE) }),
    ),
  }))
  fc.assert(
    fc.property(tree, props => {
      const { json } = scrubbed({ events: [event(props)] })
      expect(JSON.stringify(json)).not.toContain(PHONE)
    }),
    { numRuns: 300 },
  )
})

test('a batch that is nested as deep as its bytes allow ends', () => {
  const deep = `{"events":[{"id":"e","event":"x","time":1,"props":{"receiver_phone":"${PHONE}","d":${'['.repeat(100_000)}${']'.repeat(100_000)}}}]}`
  expect(() => scrubbed({}, { text: deep })).not.toThrow()
})

test('what was kept of a private text is known for it, and the text itself is not', () => {
  for (const text of [PHONE, 'li@example.com', '张三', '😀', 'x']) {
    for (const store of ['hash', 'mask'] as const) {
      expect(isKept(keep(text, store) as string, store)).toBe(true)
      expect(isKept(text, store)).toBe(false)
    }
  }
  expect(isKept(HASH, 'drop')).toBe(false)
})
