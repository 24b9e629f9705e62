const { productOf } = require('./catalog.js')
const { selectItem } = require('./plan.gen.js')
const tracker = require('./tracker.js')

/**
 * Opens the product of the card that was tapped. `from`: where the card is, as the plan tells of it.
 * @param {WechatMiniprogram.TouchEvent} event
 * @param {Pick<import('./plan.gen.js').SelectItem, 'placement' | 'item_list_id' | 'search_id'>} from
 */
const openProduct = ({ currentTarget }, from) => {
  const { id, position } = currentTarget.dataset
  const product = productOf(id)
  if (!product) return
  const { category, price } = product
  tracker.track(selectItem({ product_id: id, category_id: category, price, position, ...from }))
  wx.navigateTo({ url: `/pages/product/product?id=${id}` })
}

module.exports = { openProduct }
