import { rulesOf } from '../rule.ts'

/** How pages send an event without code: neither what it means nor what it holds. */
export const BINDING_RULES = rulesOf('bindings', {
  'bindings.changed': {
    clients: 'safe',
    queries: 'safe',
    say: { en: 'pages track an event from other elements, or otherwise', zh: '网页无代码埋点的元素绑定改变' },
  },
})
