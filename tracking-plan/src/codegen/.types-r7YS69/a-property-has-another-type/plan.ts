// Made by `maidian plan types` from the tracking plan shop. Change the plan, not this file.

const PLAN = 'shop@next#293f2d53'

export type PaymentType = 'wechat' | 'card'

export type Entry = 'home'

export type Level = 'gold'

/** 一行 · a line */
export type Line = {
  /** 商品编号 · product id *​/ of the shop */
  product_id: string
  /** 单价 · price (CNY) */
  price?: number
}

export type Buy = {
  /** 商品编号 · product id *​/ of the shop */
  product_id: string
  /** 单价 · price (CNY) */
  price?: number
  /** 支付时间 · when it was paid */
  paid_at?: Date | number | string
  /** 入口 · entry */
  entry?: Entry | (string & {})
  /** 备注 · note */
  note?: string | null
  /** 标签 · labels */
  labels?: string[]
  /** 商品 · items */
  items?: Line[]
  /** 店铺 · store */
  store_id?: string
}

/**
 * 购买 · Buy
 * When: 支付后 · once paid
 * Owner: growth
 */
export const buy = (props: Buy) => ({ event: 'buy' as const, plan: PLAN, props })

export type Pay = {
  /** 店铺 · store */
  store_id?: string
} & (
  | {
  payment_type: 'card'
  /** 银行 · bank */
  bank_code: string
}
  | {
  payment_type: Exclude<PaymentType, 'card'>
  bank_code?: undefined
}
)

/**
 * 付 · Pay
 * When: 付 · paid
 * Owner: growth
 */
export const pay = (props: Pay) => ({ event: 'pay' as const, plan: PLAN, props })

export type Delete = {
  /** 店铺 · store */
  store_id?: string
}

/**
 * 删 · Delete
 * When: 删 · deleted
 * Owner: growth
 * @deprecated the plan gives this event up
 */
export const deleteEvent = (props?: Delete) => ({ event: 'delete' as const, plan: PLAN, props })

/** Super properties, for `register`. */
export type SuperProperties = {
  /** 店铺 · store */
  store_id?: string
}

/** What is known of a user, for `identify`. */
export type Profile = {
  /** 等级 · level */
  member_level?: Level
}

/** Every event that a web source sends, for `createTracker<Events>()`. */
export type Events = {
  buy: Buy
  pay: Pay
  delete: Delete
}
