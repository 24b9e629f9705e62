import type { Hands } from './hands.ts'
import { pick, type Random, shuffled } from './random.ts'

/** What is left of a visit: a card that a friend may come by. */
type Left = { card?: string | undefined }
export type Visit = { says: string; make: (hands: Hands, random: Random) => Promise<Left> }

const PICKS = ['p-101', 'p-102', 'p-103', 'p-104', 'p-201', 'p-202', 'p-203', 'p-301']
const SNACKS = ['p-301', 'p-302']

/** Whoever came by a friend's card is on a product's page already. */
const openProduct = async ({ tap, page }: Hands, random: Random): Promise<void> => {
  if ((await page()) === 'product') return
  await tap(`#card-${pick(random, PICKS)}`)
}

const lookAround = async (hands: Hands, random: Random): Promise<Left> => {
  await openProduct(hands, random)
  await hands.tab('home')
  await hands.tap('#category-snacks')
  await hands.tap(`#card-${pick(random, SNACKS)}`)
  await hands.back()
  return {}
}

const search = async (hands: Hands): Promise<Left> => {
  await hands.tab('home')
  await hands.tap('#to-search')
  await hands.type('#term', '咖啡')
  await hands.tap('#submit')
  await hands.tap('#hot-0')
  await hands.tap('#card-p-101')
  return {}
}

const fillCart = async (hands: Hands, random: Random): Promise<Left> => {
  await openProduct(hands, random)
  await hands.tap('#add')
  await hands.tab('home')
  await hands.tap('#card-p-202')
  await hands.tap('#buy')
  await hands.tap('#more-p-202')
  await hands.tap('#less-p-202')
  return {}
}

const buy = async (hands: Hands, random: Random): Promise<Left> => {
  await openProduct(hands, random)
  await hands.tap('#buy')
  await hands.tap('#pay')
  await hands.type('#number', String(20_000 + Math.floor(random() * 60_000)))
  await hands.tap('#login')
  await hands.tap('#to-cart')
  await hands.tap('#pay')
  await hands.type('#address', '上海市黄浦区某路 1 号')
  if (random() < 0.5) await hands.tap('#pay-unionpay')
  await hands.tap('#submit')
  await hands.tap('#home')
  return {}
}

const share = async (hands: Hands, random: Random): Promise<Left> => {
  await openProduct(hands, random)
  const { path } = await hands.share()
  return { card: path }
}

const VISITS: readonly Visit[] = [
  { says: 'looks around', make: lookAround },
  { says: 'searches', make: search },
  { says: 'fills the cart', make: fillCart },
  { says: 'logs in and buys', make: buy },
  { says: 'shares a product', make: share },
]

/** So many visits: every kind once, in an order that the seed decides, and then all of them again. */
export const visitsOf = (random: Random, count: number): Visit[] =>
  Array.from({ length: Math.ceil(count / VISITS.length) }, () => shuffled(random, VISITS))
    .flat()
    .slice(0, count)
