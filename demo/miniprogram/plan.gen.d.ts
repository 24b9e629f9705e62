// Made by `maidian plan types` from the tracking plan shop. Change the plan, not this file.

export type SortOrder = 'default' | 'sales' | 'newest' | 'price_asc' | 'price_desc' | 'rating'

export type Placement = 'home' | 'category' | 'search' | 'product' | 'cart' | 'checkout' | 'paid' | 'order' | 'member' | 'live' | 'popup' | 'message'

export type SearchEntry = 'input' | 'suggestion' | 'history' | 'hot' | 'voice' | 'image'

export type CouponType = 'full_reduction' | 'direct' | 'discount' | 'shipping' | 'exchange'

export type LiveStatus = 'preview' | 'live' | 'replay'

export type Gender = 'female' | 'male' | 'unknown'

export type MemberLevel = 'basic' | 'silver' | 'gold' | 'black'

export type LoginMethod = 'wechat' | 'alipay' | 'one_tap' | 'sms_code' | 'password' | 'apple'

export type PointsSource = 'purchase' | 'check_in' | 'review' | 'invite' | 'birthday' | 'campaign'

export type PointsUse = 'deduct' | 'redeem' | 'coupon' | 'lottery' | 'expire'

export type VisitType = 'scan' | 'member_code' | 'pickup' | 'workshop'

export type CancelReason = 'changed_mind' | 'wrong_info' | 'better_price' | 'unpaid_timeout' | 'out_of_stock' | 'group_failed' | 'risk_control'

export type CancelledBy = 'buyer' | 'seller' | 'system'

export type ShippingMethod = 'express' | 'same_city' | 'cold_chain' | 'pickup'

export type Carrier = 'sf' | 'jd' | 'zto' | 'yto' | 'sto' | 'yunda' | 'jt' | 'ems'

export type LogisticsStatus = 'to_ship' | 'collected' | 'in_transit' | 'delivering' | 'to_pick_up' | 'signed' | 'exception'

export type AfterSaleType = 'refund_only' | 'return_refund' | 'exchange' | 'resend'

export type ReturnMethod = 'home_pickup' | 'self_ship' | 'branch'

export type RefundReason = 'no_reason' | 'damaged' | 'quality' | 'not_as_described' | 'wrong_item' | 'missing_item' | 'late_delivery' | 'price_drop'

export type PaymentType = 'wechat' | 'alipay' | 'unionpay' | 'card' | 'huabei' | 'jd_pay' | 'digital_rmb' | 'balance' | 'gift_card' | 'cash_on_delivery'

export type PayFailReason = 'user_cancelled' | 'insufficient_funds' | 'limit_exceeded' | 'risk_control' | 'timeout' | 'channel_error'

export type PushChannel = 'wechat_subscribe' | 'wechat_official' | 'sms' | 'web_push' | 'inbox' | 'mail'

export type PushType = 'marketing' | 'transaction' | 'logistics' | 'member' | 'recall'

export type UnsubscribeScope = 'template' | 'marketing' | 'channel'

export type UnsubscribeReason = 'too_often' | 'not_relevant' | 'never_asked'

export type ServiceEntry = 'product' | 'order' | 'after_sale' | 'mine' | 'floating' | 'message'

export type MessageType = 'text' | 'image' | 'voice' | 'product_card' | 'order_card'

export type AgentType = 'bot' | 'human'

export type ShareChannel = 'wechat_friend' | 'wechat_moments' | 'qq' | 'weibo' | 'douyin' | 'xiaohongshu' | 'copy_link' | 'poster'

export type ShareContent = 'product' | 'promotion' | 'coupon' | 'group_buy' | 'live_room' | 'review' | 'invitation'

/** 购物车或订单中的一行 · a line of the cart or the order */
export type CartItem = {
  /** 明细行的商品编号 · product id of a line */
  item_id: string
  /** 商品名称 · product name */
  item_name: string
  /** 含税单价 · unit price with tax (CNY) */
  price: number
  /** 件数 · number of pieces */
  quantity: number
  /** 规格编号 · id of the exact variant */
  sku_id?: string
  /** 类目名称 · category name */
  item_category?: string
  /** 品牌 · brand */
  item_brand?: string
  /** 规格名称，如“50 克罐装” · variant, such as a tin of 50 g */
  item_variant?: string
}

/** 列表中的一个商品 · a product in a list */
export type ListedItem = {
  /** 明细行的商品编号 · product id of a line */
  item_id: string
  /** 商品名称 · product name */
  item_name: string
  /** 含税单价 · unit price with tax (CNY) */
  price?: number
  /** 类目名称 · category name */
  item_category?: string
  /** 品牌 · brand */
  item_brand?: string
  /** 在列表或展位中的次序，从 1 起 · place in a list or slot, from 1 */
  position?: number
}

/** 订单中被发货或退款的一行 · a line of an order that is shipped or refunded */
export type OrderLine = {
  /** 明细行的商品编号 · product id of a line */
  item_id: string
  /** 商品名称 · product name */
  item_name?: string
  /** 规格编号 · id of the exact variant */
  sku_id?: string
  /** 件数 · number of pieces */
  quantity: number
}

export type ProductExposure = {
  /** 商品编号 · product id */
  product_id: string
  /** 含税单价 · unit price with tax (CNY) */
  price?: number
  /** 在列表或展位中的次序，从 1 起 · place in a list or slot, from 1 */
  position?: number
  /** 出现在哪个位置 · where in the shop it appears */
  placement?: Placement | (string & {})
  /** 列表编号，如首页推荐、类目页 · id of a product list, such as home picks */
  item_list_id?: string
  /** 活动编号 · promotion id */
  promotion_id?: string
  /** 露出时长 · time in view (ms) */
  exposure_ms: number
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 商品曝光 · Product exposure
 * 只管商品卡片，其他元素用内置的 $exposure · product cards only; other elements have the built-in $exposure
 * When: 商品卡片露出过半且停留满 1 秒，移出可视区或离开页面时上报 · a card was at least half in view for a second; sent once it is out of view or the page is left
 * Not: 同一次页面访问里再次露出 · the same card again during one visit to the page
 * Owner: product-team
 */
export declare const productExposure: (props: ProductExposure) => { event: 'product_exposure'; plan: string; props: ProductExposure }

export type Search = {
  /** 搜索词，原样不改写 · search term as typed */
  search_term: string
  /** 结果总数，没搜到为 0 · number of results; 0 when nothing was found */
  results: number
  /** 一次搜索的编号，用来串起后续点击 · id of one search that later clicks refer to */
  search_id?: string
  /** 从哪里发起搜索 · how the search was started */
  search_entry?: SearchEntry
  /** 商品所属的前台类目编号 · id of the category shown to shoppers */
  category_id?: string
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 搜索 · Search
 * When: 提交搜索词、结果数返回之后 · after a term was submitted and the number of results is known
 * Not: 弹出联想词、翻页、换排序 · suggestions, further pages, another order
 * Owner: product-team
 */
export declare const search: (props: Search) => { event: 'search'; plan: string; props: Search }

export type SelectItem = {
  /** 商品编号 · product id */
  product_id: string
  /** 商品所属的前台类目编号 · id of the category shown to shoppers */
  category_id?: string
  /** 含税单价 · unit price with tax (CNY) */
  price?: number
  /** 在列表或展位中的次序，从 1 起 · place in a list or slot, from 1 */
  position?: number
  /** 出现在哪个位置 · where in the shop it appears */
  placement?: Placement | (string & {})
  /** 列表编号，如首页推荐、类目页 · id of a product list, such as home picks */
  item_list_id?: string
  /** 一次搜索的编号，用来串起后续点击 · id of one search that later clicks refer to */
  search_id?: string
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 点击商品 · Select a product
 * When: 在列表、搜索结果或推荐位点商品卡片时 · when a product card in a list, a search or a recommendation is clicked
 * Not: 点卡片上的“加入购物车”按钮 · the card's own add-to-cart button
 * Owner: product-team
 */
export declare const selectItem: (props: SelectItem) => { event: 'select_item'; plan: string; props: SelectItem }

export type ViewItem = {
  /** 商品编号 · product id */
  product_id: string
  /** 商品所属的前台类目编号 · id of the category shown to shoppers */
  category_id: string
  /** 含税单价 · unit price with tax (CNY) */
  price?: number
  /** 划线价 · price before markdown (CNY) */
  original_price?: number
  /** 规格编号 · id of the exact variant */
  sku_id?: string
  /** 当前规格是否有货 · whether the chosen variant is in stock */
  in_stock?: boolean
  /** 列表编号，如首页推荐、类目页 · id of a product list, such as home picks */
  item_list_id?: string
  /** 带来这次浏览的活动 · promotion that led here */
  promotion_id?: string
  /** 商品正在参加的秒杀场次 · flash sale that the product is part of */
  flash_sale_id?: string
  /** 从哪个直播间进来 · live room that led here */
  room_id?: string
  /** 从哪次分享进来 · share that led here */
  share_id?: string
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 浏览商品详情 · View a product
 * When: 商品详情页首次渲染完成后 · after the product page is first drawn
 * Not: 在同一页切换规格 · another variant chosen on the same page
 * Owner: product-team
 */
export declare const viewItem: (props: ViewItem) => { event: 'view_item'; plan: string; props: ViewItem }

export type ViewItemList = {
  /** 商品所属的前台类目编号 · id of the category shown to shoppers */
  category_id?: string
  /** 列表编号，如首页推荐、类目页 · id of a product list, such as home picks */
  item_list_id?: string
  /** 排序方式 · sort order */
  sort_order?: SortOrder
  /** 已选的筛选条件 · filters that are on */
  filters?: string[]
  /** 第几页，从 1 起 · page of the list, from 1 */
  page_no?: number
  /** 这一页列出的商品 · products shown on this page */
  listed_items?: ListedItem[]
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 浏览商品列表 · View a product list
 * When: 类目页、推荐位或专题页的一页商品渲染完成后，翻页再报 · after a page of a list is drawn; again for the next page
 * Not: 搜索结果页（用 view_search_results） · search results; these are view_search_results
 * Owner: product-team
 */
export declare const viewItemList: (props?: ViewItemList) => { event: 'view_item_list'; plan: string; props: ViewItemList }

export type ViewSearchResults = {
  /** 搜索词，原样不改写 · search term as typed */
  search_term: string
  /** 结果总数，没搜到为 0 · number of results; 0 when nothing was found */
  results?: number
  /** 一次搜索的编号，用来串起后续点击 · id of one search that later clicks refer to */
  search_id?: string
  /** 排序方式 · sort order */
  sort_order?: SortOrder
  /** 已选的筛选条件 · filters that are on */
  filters?: string[]
  /** 第几页，从 1 起 · page of the list, from 1 */
  page_no?: number
  /** 这一页列出的商品 · products shown on this page */
  listed_items?: ListedItem[]
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 浏览搜索结果 · View search results
 * When: 搜索结果的一页渲染完成后，翻页、换排序、改筛选各报一次 · after a page of results is drawn; again for each page or order or filter
 * Not: 没有结果（看 search 的 results） · no results; search says so in its results
 * Owner: product-team
 */
export declare const viewSearchResults: (props: ViewSearchResults) => { event: 'view_search_results'; plan: string; props: ViewSearchResults }

export type AddToCart = {
  /** 商品编号 · product id */
  product_id: string
  /** 商品所属的前台类目编号 · id of the category shown to shoppers */
  category_id?: string
  /** 规格编号 · id of the exact variant */
  sku_id?: string
  /** 含税单价 · unit price with tax (CNY) */
  price: number
  /** 这次加了几件 · pieces added this time */
  quantity: number
  /** 出现在哪个位置 · where in the shop it appears */
  placement?: Placement | (string & {})
  /** 在哪个直播间加购 · live room where it was added */
  room_id?: string
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 加入购物车 · Add to cart
 * When: 商品成功加入购物车后；在购物车里加数量也算 · after a product is in the cart; also when its quantity is raised there
 * Not: 库存不足等原因没加成 · it could not be added, such as out of stock
 * Owner: product-team
 */
export declare const addToCart: (props: AddToCart) => { event: 'add_to_cart'; plan: string; props: AddToCart }

export type AddToWishlist = {
  /** 商品编号 · product id */
  product_id: string
  /** 商品所属的前台类目编号 · id of the category shown to shoppers */
  category_id?: string
  /** 含税单价 · unit price with tax (CNY) */
  price?: number
  /** 出现在哪个位置 · where in the shop it appears */
  placement?: Placement | (string & {})
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 收藏商品 · Add to wishlist
 * When: 收藏成功后 · after a product is on the wishlist
 * Not: 取消收藏 · it is taken off again
 * Owner: product-team
 */
export declare const addToWishlist: (props: AddToWishlist) => { event: 'add_to_wishlist'; plan: string; props: AddToWishlist }

export type RemoveFromCart = {
  /** 商品编号 · product id */
  product_id: string
  /** 商品所属的前台类目编号 · id of the category shown to shoppers */
  category_id?: string
  /** 规格编号 · id of the exact variant */
  sku_id?: string
  /** 含税单价 · unit price with tax (CNY) */
  price?: number
  /** 这次减了几件 · pieces removed this time */
  quantity: number
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 移出购物车 · Remove from cart
 * When: 在购物车里减少数量或删除商品后 · after a quantity is lowered or a line deleted in the cart
 * Not: 下单后购物车被清空 · the cart is emptied by an order
 * Owner: product-team
 */
export declare const removeFromCart: (props: RemoveFromCart) => { event: 'remove_from_cart'; plan: string; props: RemoveFromCart }

export type ViewCart = {
  /** 商品金额合计，未减优惠、不含运费 · sum of the products, before discounts, without shipping (CNY) */
  value: number
  /** 商品明细 · the products line by line */
  items: CartItem[]
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 查看购物车 · View the cart
 * When: 打开购物车页、商品加载完成后 · after the cart page has its products
 * Not: 空购物车、在页内改数量 · an empty cart; a quantity changed on the page
 * Owner: product-team
 */
export declare const viewCart: (props: ViewCart) => { event: 'view_cart'; plan: string; props: ViewCart }

export type AddAddress = {
  /** 收货地址编号 · id of a saved address */
  address_id: string
  /** 收件人姓名 · name of the receiver */
  receiver_name?: string
  /** 收件人电话 · phone of the receiver */
  receiver_phone?: string
  /** 详细地址，到门牌号 · street and house number */
  receiver_address?: string
  /** 收货省份 · province of delivery */
  receiver_province?: string
  /** 收货城市 · city of delivery */
  receiver_city?: string
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 新增收货地址 · Add an address
 * When: 新地址保存成功后 · after a new address was saved
 * Not: 选用或修改已有地址 · a saved address is chosen or changed
 * Owner: checkout-team
 */
export declare const addAddress: (props: AddAddress) => { event: 'add_address'; plan: string; props: AddAddress }

export type AddPaymentInfo = {
  /** 结算单号，进入一次结算页生成一个 · id of one checkout */
  checkout_id: string
  /** 商品金额合计，未减优惠、不含运费 · sum of the products, before discounts, without shipping (CNY) */
  value?: number
  /** 优惠券码，每张不同 · coupon code of a single coupon */
  coupon?: string
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
} & (
  | {
  payment_type: 'card'
  /** 银行代码，如 ICBC · bank code, such as ICBC */
  bank_code: string
  /** 分期期数，1 为不分期 · number of instalments; 1 is none */
  installments?: number
}
  | {
  payment_type: 'huabei'
  /** 分期期数，1 为不分期 · number of instalments; 1 is none */
  installments: number
}
  | {
  payment_type: PaymentType | (string & {})
}
)

/**
 * 选定支付方式 · Add payment info
 * When: 在结算页选定支付方式后，改选再报 · after a payment method is chosen; again when it is changed
 * Not: 系统带出的默认值，用户没动过 · the default was left as it is
 * Owner: checkout-team
 */
export declare const addPaymentInfo: (props: AddPaymentInfo) => { event: 'add_payment_info'; plan: string; props: AddPaymentInfo }

export type AddShippingInfo = {
  /** 结算单号，进入一次结算页生成一个 · id of one checkout */
  checkout_id: string
  /** 配送方式 · delivery method */
  shipping_method: ShippingMethod
  /** 运费 · shipping fee (CNY) */
  shipping_fee?: number
  /** 收货地址编号 · id of a saved address */
  address_id?: string
  /** 收货城市 · city of delivery */
  receiver_city?: string
  /** 期望送达日 · day of delivery that was asked for */
  delivery_date?: string
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 选定配送信息 · Add shipping info
 * When: 在结算页确认地址和配送方式后 · after address and delivery method are settled in the checkout
 * Not: 系统带出的默认值，用户没动过 · the defaults were left as they are
 * Owner: checkout-team
 */
export declare const addShippingInfo: (props: AddShippingInfo) => { event: 'add_shipping_info'; plan: string; props: AddShippingInfo }

export type BeginCheckout = {
  /** 结算单号，进入一次结算页生成一个 · id of one checkout */
  checkout_id: string
  /** 商品金额合计，未减优惠、不含运费 · sum of the products, before discounts, without shipping (CNY) */
  value: number
  /** 商品明细 · the products line by line */
  items: CartItem[]
  /** 优惠券码，每张不同 · coupon code of a single coupon */
  coupon?: string
  /** 优惠合计 · all discounts of the order (CNY) */
  discount?: number
  /** 运费 · shipping fee (CNY) */
  shipping_fee?: number
  /** 拼团编号，一个团一个 · id of one group */
  group_id?: string
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 开始结算 · Begin checkout
 * When: 结算页拿到结算单号、展示出金额后 · after the checkout page has its id and shows the amount
 * Not: 刷新结算页 · the checkout page is reloaded
 * Owner: checkout-team
 */
export declare const beginCheckout: (props: BeginCheckout) => { event: 'begin_checkout'; plan: string; props: BeginCheckout }

export type EnterLiveRoom = {
  /** 直播间编号 · id of the live room */
  room_id: string
  /** 直播状态 · state of the stream */
  live_status: LiveStatus
  /** 出现在哪个位置 · where in the shop it appears */
  placement?: Placement | (string & {})
  /** 分享编号，写进分享链接 · id of one share; part of the shared link */
  share_id?: string
  /** 消息编号，发给一个人的一条消息一个 · id of one message to one person */
  message_id?: string
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 进入直播间 · Enter a live room
 * When: 直播画面首帧出现后 · after the first frame is shown
 * Not: 从小窗或后台恢复播放 · coming back from a small window or the background
 * Owner: live-team
 */
export declare const enterLiveRoom: (props: EnterLiveRoom) => { event: 'enter_live_room'; plan: string; props: EnterLiveRoom }

export type LeaveLiveRoom = {
  /** 直播间编号 · id of the live room */
  room_id: string
  /** 直播状态 · state of the stream */
  live_status?: LiveStatus
  /** 本次观看时长 · time watched this time (ms) */
  watch_ms: number
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 离开直播间 · Leave a live room
 * When: 退出直播间页面、直播结束或切到后台满 5 分钟时 · when the room is left or ends or was in the background for 5 minutes
 * Not: 收成小窗 · it is shrunk to a small window
 * Owner: live-team
 */
export declare const leaveLiveRoom: (props: LeaveLiveRoom) => { event: 'leave_live_room'; plan: string; props: LeaveLiveRoom }

export type SelectLiveItem = {
  /** 直播间编号 · id of the live room */
  room_id: string
  /** 商品编号 · product id */
  product_id: string
  /** 含税单价 · unit price with tax (CNY) */
  price?: number
  /** 在列表或展位中的次序，从 1 起 · place in a list or slot, from 1 */
  position?: number
  /** 直播状态 · state of the stream */
  live_status?: LiveStatus
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 点击直播间商品 · Select a product in a live room
 * When: 点击讲解卡片或商品袋里的商品时 · when the product on show or one in the bag is clicked
 * Not: 打开商品袋 · the bag is opened
 * Owner: live-team
 */
export declare const selectLiveItem: (props: SelectLiveItem) => { event: 'select_live_item'; plan: string; props: SelectLiveItem }

export type ClaimCoupon = {
  /** 券批次编号，同一批券相同 · id of the coupon batch */
  coupon_id: string
  /** 优惠券码，每张不同 · coupon code of a single coupon */
  coupon: string
  /** 券类型 · kind of coupon */
  coupon_type?: CouponType
  /** 券面额 · face value of the coupon (CNY) */
  coupon_amount?: number
  /** 使用门槛，无门槛为 0 · least spend; 0 is none (CNY) */
  min_spend?: number
  /** 失效时间 · when it expires */
  expires_at?: Date | number | string
  /** 出现在哪个位置 · where in the shop it appears */
  placement?: Placement | (string & {})
  /** 从哪条推送进来领的 · message that led here */
  message_id?: string
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 领取优惠券 · Claim a coupon
 * When: 领券接口返回成功后 · after the coupon was granted
 * Not: 已抢完或已领过 · none is left or it was taken before
 * Owner: marketing
 */
export declare const claimCoupon: (props: ClaimCoupon) => { event: 'claim_coupon'; plan: string; props: ClaimCoupon }

export type JoinGroupBuy = {
  /** 拼团编号，一个团一个 · id of one group */
  group_id: string
  /** 订单号 · order id */
  order_id: string
  /** 商品编号 · product id */
  product_id: string
  /** 拼团价 · price in the group (CNY) */
  price: number
  /** 还差几人 · people still missing */
  group_left?: number
  /** 邀请人的会员号 · member id of who invited */
  inviter_id?: string
  /** 分享编号，写进分享链接 · id of one share; part of the shared link */
  share_id?: string
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 参团 · Join a group buy
 * When: 受邀的人支付成功、加入拼团后 · after somebody else paid and is in the group
 * Not: 团长开团（用 start_group_buy） · the first buyer; that is start_group_buy
 * Owner: marketing
 */
export declare const joinGroupBuy: (props: JoinGroupBuy) => { event: 'join_group_buy'; plan: string; props: JoinGroupBuy }

export type RemindFlashSale = {
  /** 秒杀场次编号 · id of a flash sale */
  flash_sale_id: string
  /** 商品编号 · product id */
  product_id: string
  /** 秒杀价 · price in the flash sale (CNY) */
  price?: number
  /** 开抢时间 · when the sale starts */
  starts_at?: Date | number | string
  /** 推送渠道 · channel of the message */
  push_channel?: PushChannel
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 预约秒杀提醒 · Ask for a flash sale reminder
 * When: 点“提醒我”且预约成功后 · after a reminder was set
 * Not: 取消预约 · a reminder is taken back
 * Owner: marketing
 */
export declare const remindFlashSale: (props: RemindFlashSale) => { event: 'remind_flash_sale'; plan: string; props: RemindFlashSale }

export type SelectPromotion = {
  /** 活动编号 · promotion id */
  promotion_id: string
  /** 活动名称 · promotion name */
  promotion_name?: string
  /** 素材名称 · name of the creative */
  creative_name?: string
  /** 展位，如 home_banner · slot of the creative, such as home_banner */
  creative_slot?: string
  /** 出现在哪个位置 · where in the shop it appears */
  placement?: Placement | (string & {})
  /** 在列表或展位中的次序，从 1 起 · place in a list or slot, from 1 */
  position?: number
  /** 跳转页面的路径，不带参数 · path that it leads to without its query */
  landing_page?: string
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 点击活动 · Select a promotion
 * When: 点击活动素材时 · when a creative is clicked
 * Not: 关闭弹窗 · a popup is closed
 * Owner: marketing
 */
export declare const selectPromotion: (props: SelectPromotion) => { event: 'select_promotion'; plan: string; props: SelectPromotion }

export type StartGroupBuy = {
  /** 拼团编号，一个团一个 · id of one group */
  group_id: string
  /** 订单号 · order id */
  order_id: string
  /** 商品编号 · product id */
  product_id: string
  /** 拼团价 · price in the group (CNY) */
  price: number
  /** 几人成团 · people needed for a group */
  group_size: number
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 开团 · Start a group buy
 * When: 团长支付成功、拼团编号生成后 · after the first buyer paid and the group has its id
 * Not: 只点了“发起拼团” · the button alone was clicked
 * Owner: marketing
 */
export declare const startGroupBuy: (props: StartGroupBuy) => { event: 'start_group_buy'; plan: string; props: StartGroupBuy }

export type ViewCoupon = {
  /** 券批次编号，同一批券相同 · id of the coupon batch */
  coupon_id: string
  /** 券类型 · kind of coupon */
  coupon_type?: CouponType
  /** 券面额 · face value of the coupon (CNY) */
  coupon_amount?: number
  /** 折扣券减去的比例，八折为 20 · share taken off (%) */
  discount_pct?: number
  /** 使用门槛，无门槛为 0 · least spend; 0 is none (CNY) */
  min_spend?: number
  /** 出现在哪个位置 · where in the shop it appears */
  placement?: Placement | (string & {})
  /** 活动编号 · promotion id */
  promotion_id?: string
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 优惠券曝光 · View a coupon
 * When: 可领的券露出在页面或弹窗里时 · when a coupon that can be taken comes into view
 * Not: 在“我的优惠券”里看已领的券 · coupons already taken
 * Owner: marketing
 */
export declare const viewCoupon: (props: ViewCoupon) => { event: 'view_coupon'; plan: string; props: ViewCoupon }

export type ViewFlashSale = {
  /** 秒杀场次编号 · id of a flash sale */
  flash_sale_id: string
  /** 开抢时间 · when the sale starts */
  starts_at?: Date | number | string
  /** 这一页列出的商品 · products shown on this page */
  listed_items?: ListedItem[]
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 浏览秒杀场次 · View a flash sale
 * When: 秒杀会场渲染完成或切换场次后 · after the page of a flash sale is drawn or another sale is chosen
 * Not: 倒计时刷新 · the countdown ticks
 * Owner: marketing
 */
export declare const viewFlashSale: (props: ViewFlashSale) => { event: 'view_flash_sale'; plan: string; props: ViewFlashSale }

export type ViewPromotion = {
  /** 活动编号 · promotion id */
  promotion_id: string
  /** 活动名称 · promotion name */
  promotion_name?: string
  /** 素材名称 · name of the creative */
  creative_name?: string
  /** 展位，如 home_banner · slot of the creative, such as home_banner */
  creative_slot?: string
  /** 出现在哪个位置 · where in the shop it appears */
  placement?: Placement | (string & {})
  /** 在列表或展位中的次序，从 1 起 · place in a list or slot, from 1 */
  position?: number
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 活动曝光 · View a promotion
 * When: 活动素材露出过半且停留满 1 秒 · a creative was at least half in view for a second
 * Not: 轮播里转回同一张 · the same creative comes round again in a carousel
 * Owner: marketing
 */
export declare const viewPromotion: (props: ViewPromotion) => { event: 'view_promotion'; plan: string; props: ViewPromotion }

export type CheckIn = {
  /** 签到日期 · day of the check-in */
  check_in_date: string
  /** 连续签到天数，含当天 · days in a row with today (d) */
  streak_days: number
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 签到 · Check in
 * When: 签到成功后，补签也算 · after a check-in succeeded; also for a missed day made up later
 * Not: 当天已签过再点 · another click on the same day
 * Owner: member-team
 */
export declare const checkIn: (props: CheckIn) => { event: 'check_in'; plan: string; props: CheckIn }

export type Login = {
  /** 登录或注册方式 · way of signing in or up */
  login_method: LoginMethod | (string & {})
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 登录 · Log in
 * When: 登录成功后 · after a login succeeded
 * Not: 注册后随即登录（用 sign_up） · the login that comes with a sign-up; that is sign_up
 * Owner: member-team
 */
export declare const login: (props: Login) => { event: 'login'; plan: string; props: Login }

export type SignUp = {
  /** 登录或注册方式 · way of signing in or up */
  login_method: LoginMethod | (string & {})
  /** 邀请人的会员号 · member id of who invited */
  inviter_id?: string
  /** 是否同意接收营销消息 · whether marketing messages were agreed to */
  marketing_consent?: boolean
  /** 分享编号，写进分享链接 · id of one share; part of the shared link */
  share_id?: string
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 注册 · Sign up
 * When: 新账号创建成功后 · after a new account was made
 * Not: 老会员换方式登录（用 login） · a member signs in another way; that is login
 * Owner: member-team
 */
export declare const signUp: (props: SignUp) => { event: 'sign_up'; plan: string; props: SignUp }

export type CreateOrder = {
  /** 订单号 · order id */
  order_id: string
  /** 商品金额合计，未减优惠、不含运费 · sum of the products, before discounts, without shipping (CNY) */
  value: number
  /** 商品明细 · the products line by line */
  items: CartItem[]
  /** 结算单号，进入一次结算页生成一个 · id of one checkout */
  checkout_id?: string
  /** 优惠券码，每张不同 · coupon code of a single coupon */
  coupon?: string
  /** 优惠合计 · all discounts of the order (CNY) */
  discount?: number
  /** 运费 · shipping fee (CNY) */
  shipping_fee?: number
  /** 拼团编号，一个团一个 · id of one group */
  group_id?: string
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 下单 · Create an order
 * When: 提交订单、拿到订单号之后 · after the order was submitted and has its id
 * Not: 支付成功（用 purchase） · the order is paid; that is purchase
 * Owner: checkout-team
 */
export declare const createOrder: (props: CreateOrder) => { event: 'create_order'; plan: string; props: CreateOrder }

export type PayFailed = {
  /** 订单号 · order id */
  order_id: string
  /** 支付方式 · payment method */
  payment_type: PaymentType | (string & {})
  /** 支付失败原因 · why the payment failed */
  fail_reason: PayFailReason | (string & {})
  /** 支付流水号，每次发起支付生成一个 · id of one attempt to pay */
  payment_id?: string
  /** 商品金额合计，未减优惠、不含运费 · sum of the products, before discounts, without shipping (CNY) */
  value?: number
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 支付失败 · Payment failed
 * When: 支付接口返回失败，或用户从收银台退出时 · when the payment API fails or the buyer leaves the payment
 * Not: 订单超时关闭（用 cancel_order） · the unpaid order is closed; that is cancel_order
 * Owner: checkout-team
 */
export declare const payFailed: (props: PayFailed) => { event: 'pay_failed'; plan: string; props: PayFailed }

export type Purchase = {
  /** 订单号 · order id */
  order_id: string
  /** 商品金额合计，未减优惠、不含运费 · sum of the products, before discounts, without shipping (CNY) */
  value: number
  /** 支付方式 · payment method */
  payment_type: PaymentType | (string & {})
  /** 商品明细 · the products line by line */
  items: CartItem[]
  /** 支付流水号，每次发起支付生成一个 · id of one attempt to pay */
  payment_id?: string
  /** 实付金额，已减优惠、含运费 · amount really paid, after discounts, with shipping (CNY) */
  paid_amount?: number
  /** 优惠券码，每张不同 · coupon code of a single coupon */
  coupon?: string
  /** 优惠合计 · all discounts of the order (CNY) */
  discount?: number
  /** 运费 · shipping fee (CNY) */
  shipping_fee?: number
  /** 拼团编号，一个团一个 · id of one group */
  group_id?: string
  /** 秒杀场次编号 · id of a flash sale */
  flash_sale_id?: string
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 支付成功 · Purchase
 * 前端与服务端都报，同一订单只算一次 · sent by front end and server; one order counts once
 * When: 前端确认支付成功后；服务端收到支付平台的成功回调后补报 · after the front end knows that it is paid; from the server after the payment platform called back
 * Not: 刷新支付成功页；0 元兑换单 · the page after payment is reloaded; orders paid with points alone
 * Owner: checkout-team
 */
export declare const purchase: (props: Purchase) => { event: 'purchase'; plan: string; props: Purchase }

export type RequestAfterSale = {
  /** 售后单号 · id of the after-sale case */
  after_sale_id: string
  /** 订单号 · order id */
  order_id: string
  /** 退款或售后原因 · reason for the refund or the case */
  refund_reason: RefundReason | (string & {})
  /** 涉及售后的商品 · products that the case is about */
  refund_items?: OrderLine[]
  /** 图片张数 · number of pictures */
  image_count?: number
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
} & (
  | {
  after_sale_type: 'refund_only'
  /** 退款金额 · refunded amount (CNY) */
  refund_amount: number
}
  | {
  after_sale_type: 'return_refund'
  /** 退款金额 · refunded amount (CNY) */
  refund_amount: number
  /** 退货方式 · how the goods come back */
  return_method: ReturnMethod
}
  | {
  after_sale_type: 'exchange'
  /** 退货方式 · how the goods come back */
  return_method: ReturnMethod
}
  | {
  after_sale_type: Exclude<AfterSaleType, 'refund_only' | 'return_refund' | 'exchange'>
  refund_amount?: undefined
  return_method?: undefined
}
)

/**
 * 申请售后 · Request after-sale
 * When: 售后申请提交成功后 · after the request was accepted
 * Not: 修改已提交的申请 · a request is changed later
 * Owner: service-team
 */
export declare const requestAfterSale: (props: RequestAfterSale) => { event: 'request_after_sale'; plan: string; props: RequestAfterSale }

export type ViewLogistics = {
  /** 订单号 · order id */
  order_id: string
  /** 运单号 · number of the waybill */
  tracking_no?: string
  /** 快递公司 · carrier */
  carrier?: Carrier | (string & {})
  /** 物流状态 · state of the delivery */
  logistics_status?: LogisticsStatus
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 查看物流 · View the delivery
 * When: 打开物流详情、轨迹加载完成后 · after the delivery page has its track
 * Owner: fulfilment-team
 */
export declare const viewLogistics: (props: ViewLogistics) => { event: 'view_logistics'; plan: string; props: ViewLogistics }

export type PushClicked = {
  /** 消息编号，发给一个人的一条消息一个 · id of one message to one person */
  message_id: string
  /** 推送渠道 · channel of the message */
  push_channel: PushChannel
  /** 推送任务编号，一次群发一个 · id of one campaign of messages */
  push_task_id?: string
  /** 消息类型 · kind of message */
  push_type?: PushType
  /** 跳转页面的路径，不带参数 · path that it leads to without its query */
  landing_page?: string
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 点击推送内容 · Push clicked
 * When: 点击消息里的按钮或链接时，每次都报 · each time a button or a link of the message is clicked
 * Not: 点开通知本身（用 push_opened） · the notification itself is opened; that is push_opened
 * Owner: marketing
 */
export declare const pushClicked: (props: PushClicked) => { event: 'push_clicked'; plan: string; props: PushClicked }

export type PushOpened = {
  /** 消息编号，发给一个人的一条消息一个 · id of one message to one person */
  message_id: string
  /** 推送渠道 · channel of the message */
  push_channel: PushChannel
  /** 推送任务编号，一次群发一个 · id of one campaign of messages */
  push_task_id?: string
  /** 消息类型 · kind of message */
  push_type?: PushType
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 打开推送 · Push opened
 * When: 点开通知、进入消息内容后 · after the notification was opened and its content is shown
 * Not: 划掉通知；再次打开同一条 · it is swiped away; the same message is opened again
 * Owner: marketing
 */
export declare const pushOpened: (props: PushOpened) => { event: 'push_opened'; plan: string; props: PushOpened }

export type PushShown = {
  /** 消息编号，发给一个人的一条消息一个 · id of one message to one person */
  message_id: string
  /** 推送渠道 · channel of the message */
  push_channel: PushChannel
  /** 推送任务编号，一次群发一个 · id of one campaign of messages */
  push_task_id?: string
  /** 消息类型 · kind of message */
  push_type?: PushType
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 推送送达 · Push shown
 * 同一条消息只算一次，不论谁先上报 · one message counts once, whoever sends it first
 * When: 站内信和网页推送展示时由前端上报；短信、邮件、微信消息由服务端按渠道回执上报 · from the front end when an inbox or web message is displayed; from the server when other channels confirm it
 * Not: 只提交给渠道、还没有回执 · handed to the channel but not confirmed
 * Owner: marketing
 */
export declare const pushShown: (props: PushShown) => { event: 'push_shown'; plan: string; props: PushShown }

export type PushUnsubscribed = {
  /** 从哪条消息退订，在设置页退订时没有 · message that it was done from; none on the settings page */
  message_id?: string
  /** 推送渠道 · channel of the message */
  push_channel: PushChannel
  /** 退订范围 · what was unsubscribed from */
  unsubscribe_scope: UnsubscribeScope
  /** 退订原因 · why it was unsubscribed */
  unsubscribe_reason?: UnsubscribeReason | (string & {})
  /** 推送任务编号，一次群发一个 · id of one campaign of messages */
  push_task_id?: string
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 退订推送 · Push unsubscribed
 * 页面上的退订由前端报，回复短信退订由服务端报，两边不重叠 · from the page or from the server for replies by text message; never both
 * When: 退订生效后 · after the unsubscription took effect
 * Not: 关闭系统的通知权限 · notifications are switched off in the phone's settings
 * Owner: marketing
 */
export declare const pushUnsubscribed: (props: PushUnsubscribed) => { event: 'push_unsubscribed'; plan: string; props: PushUnsubscribed }

export type LikeReview = {
  /** 评价编号 · review id */
  review_id: string
  /** 商品编号 · product id */
  product_id: string
  /** 点赞为 true，取消点赞为 false · true for a like; false when it is taken back */
  liked: boolean
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 点赞评价 · Like a review
 * When: 点赞或取消点赞成功后 · after a like was given or taken back
 * Not: 未登录时点击、跳去登录 · a click that only leads to the login
 * Owner: product-team
 */
export declare const likeReview: (props: LikeReview) => { event: 'like_review'; plan: string; props: LikeReview }

export type SubmitReview = {
  /** 评价编号 · review id */
  review_id: string
  /** 订单号 · order id */
  order_id: string
  /** 商品编号 · product id */
  product_id: string
  /** 评分，1 到 5 星 · stars from 1 to 5 */
  rating: number
  /** 文字字数，不含原文 · number of characters written; not the text */
  text_length?: number
  /** 图片张数 · number of pictures */
  image_count?: number
  /** 勾选的评价标签 · tags that were ticked */
  review_tags?: string[]
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 发表评价 · Submit a review
 * When: 评价提交成功后 · after a review was accepted
 * Not: 到期系统自动好评 · the automatic good review after the deadline
 * Owner: product-team
 */
export declare const submitReview: (props: SubmitReview) => { event: 'submit_review'; plan: string; props: SubmitReview }

export type ViewReview = {
  /** 商品编号 · product id */
  product_id: string
  /** 排序方式 · sort order */
  sort_order?: SortOrder
  /** 已选的筛选条件 · filters that are on */
  filters?: string[]
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 查看评价 · View reviews
 * When: 商品页的评价区露出过半，或打开评价列表后 · after the reviews of a product are half in view or their list is opened
 * Not: 在列表里继续往下翻 · scrolling further in the list
 * Owner: product-team
 */
export declare const viewReview: (props: ViewReview) => { event: 'view_review'; plan: string; props: ViewReview }

export type OpenService = {
  /** 客服会话编号 · id of a conversation with customer service */
  conversation_id: string
  /** 从哪里进入客服 · where customer service was opened */
  service_entry: ServiceEntry
  /** 带着哪个商品来咨询 · product that is asked about */
  product_id?: string
  /** 带着哪个订单来咨询 · order that is asked about */
  order_id?: string
  /** 机器人还是人工 · bot or human */
  agent_type?: AgentType
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 打开客服 · Open customer service
 * When: 客服会话建立后 · after a conversation was set up
 * Not: 回到进行中的会话 · coming back to a running conversation
 * Owner: service-team
 */
export declare const openService: (props: OpenService) => { event: 'open_service'; plan: string; props: OpenService }

export type RateService = {
  /** 客服会话编号 · id of a conversation with customer service */
  conversation_id: string
  /** 评分，1 到 5 星 · stars from 1 to 5 */
  rating: number
  /** 问题是否解决 · whether the problem was solved */
  solved?: boolean
  /** 机器人还是人工 · bot or human */
  agent_type?: AgentType
  /** 首次响应等待时长 · time until the first answer (ms) */
  wait_ms?: number
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 评价客服 · Rate customer service
 * When: 提交会话评价后 · after a conversation was rated
 * Not: 关闭评价弹窗 · the dialog is closed without a rating
 * Owner: service-team
 */
export declare const rateService: (props: RateService) => { event: 'rate_service'; plan: string; props: RateService }

export type SendServiceMessage = {
  /** 客服会话编号 · id of a conversation with customer service */
  conversation_id: string
  /** 消息形式 · form of the message */
  message_type: MessageType
  /** 文字字数，不含原文 · number of characters written; not the text */
  text_length?: number
  /** 机器人还是人工 · bot or human */
  agent_type?: AgentType
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 发送客服消息 · Send a message to customer service
 * When: 用户的消息发送成功后 · after the customer's message was sent
 * Not: 客服或机器人的回复 · answers of an agent or the bot
 * Owner: service-team
 */
export declare const sendServiceMessage: (props: SendServiceMessage) => { event: 'send_service_message'; plan: string; props: SendServiceMessage }

export type Share = {
  /** 分享编号，写进分享链接 · id of one share; part of the shared link */
  share_id: string
  /** 分享渠道 · where it was shared to */
  share_channel: ShareChannel | (string & {})
  /** 分享的内容类型 · kind of content shared */
  share_content: ShareContent
  /** 所分享内容的编号 · id of what was shared */
  content_id?: string
  /** 跳转页面的路径，不带参数 · path that it leads to without its query */
  landing_page?: string
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/**
 * 分享 · Share
 * 用户选定渠道的动作；小程序的转发链路看内置的 $share · the choice of a channel; the built-in $share has the chain
 * When: 在分享面板选定渠道后 · after a channel was chosen in the share panel
 * Not: 打开分享面板又关掉 · the panel is closed again
 * Owner: growth
 */
export declare const share: (props: Share) => { event: 'share'; plan: string; props: Share }

/** Super properties, for `register`. */
export type SuperProperties = {
  /** 线上店铺或线下门店的编号 · id of the online shop front or the branch */
  store_id?: string
}

/** What is known of a user, for `identify`. */
export type Profile = {
  /** 性别 · gender */
  gender?: Gender
  /** 生日，会员自填 · birthday as the member gave it */
  birth_date?: string
  /** 昵称 · nickname */
  nickname?: string
  /** 注册手机号 · phone of the account */
  phone?: string
  /** 邮箱 · e-mail address */
  email?: string
  /** 默认收货城市 · city of the default address */
  default_city?: string
  /** 会员等级 · member level */
  member_level?: MemberLevel
  /** 注册时间 · when the account was made */
  registered_at?: Date | number | string
  /** 注册方式 · way of signing up */
  register_method?: LoginMethod | (string & {})
  /** 积分余额 · points in the account */
  points_balance?: number
  /** 感兴趣的品类 · kinds of products liked */
  interests?: string[]
  /** 是否接收营销消息 · whether marketing messages are welcome */
  push_enabled?: boolean
  /** 首次支付成功时间 · when the first order was paid */
  first_order_at?: Date | number | string
  /** 最近一次支付成功时间 · when the last order was paid */
  last_order_at?: Date | number | string
  /** 累计支付订单数 · number of paid orders */
  order_count?: number
  /** 累计实付金额 · total paid (CNY) */
  total_spent?: number
  /** 常去的门店编号 · id of the branch visited most */
  favorite_store_id?: string
}

/** Every event that a mini source sends, for `createTracker<Events>()`. */
export type Events = {
  product_exposure: ProductExposure
  search: Search
  select_item: SelectItem
  view_item: ViewItem
  view_item_list: ViewItemList
  view_search_results: ViewSearchResults
  add_to_cart: AddToCart
  add_to_wishlist: AddToWishlist
  remove_from_cart: RemoveFromCart
  view_cart: ViewCart
  add_address: AddAddress
  add_payment_info: AddPaymentInfo
  add_shipping_info: AddShippingInfo
  begin_checkout: BeginCheckout
  enter_live_room: EnterLiveRoom
  leave_live_room: LeaveLiveRoom
  select_live_item: SelectLiveItem
  claim_coupon: ClaimCoupon
  join_group_buy: JoinGroupBuy
  remind_flash_sale: RemindFlashSale
  select_promotion: SelectPromotion
  start_group_buy: StartGroupBuy
  view_coupon: ViewCoupon
  view_flash_sale: ViewFlashSale
  view_promotion: ViewPromotion
  check_in: CheckIn
  login: Login
  sign_up: SignUp
  create_order: CreateOrder
  pay_failed: PayFailed
  purchase: Purchase
  request_after_sale: RequestAfterSale
  view_logistics: ViewLogistics
  push_clicked: PushClicked
  push_opened: PushOpened
  push_shown: PushShown
  push_unsubscribed: PushUnsubscribed
  like_review: LikeReview
  submit_review: SubmitReview
  view_review: ViewReview
  open_service: OpenService
  rate_service: RateService
  send_service_message: SendServiceMessage
  share: Share
}
