import { join } from 'node:path'
import { Analytics } from '@segment/analytics-node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testFolder } from '../harness/folder.ts'
import { type Maidian, until } from '../harness/maidian.ts'
import { type OtherShop, packageFile, startOtherShop } from './other-shop.ts'

const folder = testFolder('mapping')

const planned = async <Row>(maidian: Maidian, where: string, n: number): Promise<Row[]> => {
  const rows = () =>
    maidian.query<Row>(
      `SELECT name, verdict, flags, user, props, p_product_id, p_price, p_quantity, p_order_id, p_value, p_payment_type,
         p_shipping_fee, \`p_items.item_id\` AS item_ids, \`p_items.price\` AS prices
       FROM planned.events WHERE ${where} ORDER BY ts, name`,
    )
  await until(`${n} rows where ${where}`, async () => (await rows()).length >= n)
  return rows()
}

let shop: OtherShop
let maidian: Maidian
beforeAll(async () => {
  shop = await startOtherShop(join(folder, 'data'), {
    files: { '/sensorsdata.js': packageFile('sa-sdk-javascript', 'sensorsdata.min.js') },
    page: collector => `<script src="/sensorsdata.js"></script><script>
      const sensors = window.sensorsDataAnalytic201505
      sensors.init({ server_url: '${collector}/sa?project=default&token=wk_sensors', send_type: 'ajax' })
      sensors.track('AddToShoppingCart', { commodityID: 'p-101', presentPrice: 268, commodityQuantity: 2 })
      </script>`,
  })
  maidian = shop.maidian
})
afterAll(() => shop?.close())

test("with the mapping that ships, Segment's events land on the plan, accepted and in its columns", async () => {
  const analytics = new Analytics({ writeKey: 'wk_segment', host: maidian.url })
  const userId = 'u-1'
  analytics.track({
    userId,
    event: 'Product Added',
    properties: { product_id: 'p-101', category: 'tea', price: 268, quantity: 2, currency: 'CNY' },
    timestamp: new Date(Date.now() - 2000),
  })
  analytics.track({
    userId,
    event: 'Order Completed',
    properties: {
      order_id: 'o-1',
      subtotal: 536,
      shipping: 0,
      payment_method: 'wechat',
      products: [{ product_id: 'p-101', name: '西湖龙井', price: 268, quantity: 2 }],
    },
    timestamp: new Date(Date.now() - 1000),
  })
  analytics.identify({ userId, traits: { phone: '13800138000', createdAt: '2026-11-11T00:00:00Z' } })
  await analytics.closeAndFlush()

  const rows = await planned<Record<string, unknown>>(maidian, "source = 'segment'", 4)
  expect(rows).toMatchObject([
    { name: 'add_to_cart', verdict: 'accepted', p_product_id: 'p-101', p_price: 268, p_quantity: expect.anything() },
    {
      name: 'purchase',
      verdict: 'accepted',
      p_order_id: 'o-1',
      p_value: 536,
      p_payment_type: 'wechat',
      p_shipping_fee: 0,
      item_ids: ['p-101'],
    },
    { name: '$identify', verdict: 'accepted' },
    { name: '$profile_set', verdict: 'accepted' },
  ])
  // Private by the plan, and renamed before the plan looked.
  const traits = JSON.stringify(rows[3])
  expect(traits).toMatch(/h1:[\w-]{22}/)
  expect(traits).toContain('registered_at')
  expect(traits).not.toContain('13800138000')
})

test('and so do those of a page that was made for 神策', async () => {
  await shop.open('/p/1')
  const [row] = await planned<Record<string, unknown>>(maidian, "source = 'sensors' AND name = 'add_to_cart'", 1)
  expect(row).toMatchObject({
    name: 'add_to_cart',
    verdict: 'accepted',
    flags: [],
    p_product_id: 'p-101',
    p_price: 268,
    props: {},
  })
})
