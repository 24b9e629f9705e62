const { PRODUCTS } = require('../../catalog.js')
const { listed, newNumber } = require('../../facts.js')
const { openProduct } = require('../../open-product.js')
const { search, viewSearchResults } = require('../../plan.gen.js')
const tracker = require('../../tracker.js')

const found = term =>
  PRODUCTS.filter(({ name, english }) => `${name} ${english}`.toLowerCase().includes(term.toLowerCase()))

Page({
  data: {
    hot: ['龙井', '盖碗', '桂花糕'],
    term: '',
    searched: '',
    id: '',
    products: /** @type {import('../../catalog.js').Product[]} */ ([]),
  },

  type({ detail }) {
    this.setData({ term: detail.value })
  },

  submit() {
    this.find(this.data.term.trim(), 'input')
  },

  pick({ currentTarget }) {
    this.find(currentTarget.dataset.term, 'hot')
  },

  find(term, entry) {
    if (!term) return
    const products = found(term)
    const id = newNumber('s')
    const facts = { search_term: term, results: products.length, search_id: id }
    tracker.track(search({ ...facts, search_entry: entry }))
    this.setData({ term, searched: term, id, products }, () => {
      if (products.length > 0) tracker.track(viewSearchResults({ ...facts, listed_items: listed(products) }))
    })
  },

  open(event) {
    openProduct(event, { placement: 'search', search_id: this.data.id })
  },
})
