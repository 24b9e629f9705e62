const { showCount } = require('../../cart.js')
const { CATEGORIES, PRODUCTS } = require('../../catalog.js')
const { listed } = require('../../facts.js')
const { openProduct } = require('../../open-product.js')
const { viewItemList } = require('../../plan.gen.js')
const tracker = require('../../tracker.js')

const PICKS = PRODUCTS.slice(0, 8)

Page({
  data: { categories: CATEGORIES, category: '', heading: '大家在买', products: PICKS },

  onReady() {
    tracker.track(viewItemList({ item_list_id: 'home-picks', listed_items: listed(PICKS) }))
  },

  onShow() {
    showCount()
  },

  onPullDownRefresh() {
    wx.stopPullDownRefresh()
  },

  onShareAppMessage() {
    return { title: '春山 · 茶与器', path: '/pages/home/home' }
  },

  /** Shows a category, or the picks again when it is tapped once more. */
  choose({ currentTarget }) {
    const { id } = currentTarget.dataset
    const category = CATEGORIES.find(one => one.id === id && id !== this.data.category)
    if (!category) {
      this.setData({ category: '', heading: '大家在买', products: PICKS })
      return
    }
    const products = PRODUCTS.filter(product => product.category === id)
    this.setData({ category: id, heading: category.say, products }, () => {
      const facts = { category_id: id, item_list_id: `category-${id}`, listed_items: listed(products) }
      tracker.track(viewItemList(facts))
    })
  },

  open(event) {
    const { category } = this.data
    openProduct(event, {
      placement: category ? 'category' : 'home',
      item_list_id: category ? `category-${category}` : 'home-picks',
    })
  },
})
