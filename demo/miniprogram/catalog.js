/** @typedef {{ id: string, name: string, english: string, category: string, price: number, say: string, tint: string[] }} Product */

const CATEGORIES = [
  { id: 'tea', name: '茶', english: 'Tea', say: '明前采，手工制' },
  { id: 'teaware', name: '茶器', english: 'Teaware', say: '一壶一杯，皆可久用' },
  { id: 'snacks', name: '茶点', english: 'Snacks', say: '少糖，配茶刚好' },
]

/** What the web shop has, too. Prices in CNY, tax included; `tint`: two colours of the picture. */
/** @type {Product[]} */
const PRODUCTS = [
  {
    id: 'p-101',
    name: '西湖龙井 · 明前',
    english: 'Longjing green tea',
    category: 'tea',
    price: 268,
    say: '豆香清鲜，汤色嫩绿。50 克一罐。',
    tint: ['#dfe8cf', '#6f8f4e'],
  },
  {
    id: 'p-102',
    name: '正山小种',
    english: 'Lapsang souchong',
    category: 'tea',
    price: 158,
    say: '松烟香，回甘长。100 克一袋。',
    tint: ['#efd9c3', '#a4572c'],
  },
  {
    id: 'p-103',
    name: '白毫银针',
    english: 'White tea buds',
    category: 'tea',
    price: 328,
    say: '满披白毫，毫香蜜韵。50 克一罐。',
    tint: ['#e9e7dc', '#9c9a83'],
  },
  {
    id: 'p-104',
    name: '凤凰单丛 · 蜜兰香',
    english: 'Dancong oolong',
    category: 'tea',
    price: 198,
    say: '花蜜香高扬，山韵显。80 克一罐。',
    tint: ['#f1e2b8', '#b98a2b'],
  },
  {
    id: 'p-201',
    name: '青瓷盖碗',
    english: 'Celadon gaiwan',
    category: 'teaware',
    price: 188,
    say: '梅子青釉，容量 120 毫升。',
    tint: ['#d6e6e0', '#5d9384'],
  },
  {
    id: 'p-202',
    name: '粗陶侧把壶',
    english: 'Side-handle teapot',
    category: 'teaware',
    price: 320,
    say: '柴烧落灰，出水利落。200 毫升。',
    tint: ['#e5d9cd', '#7a5a43'],
  },
  {
    id: 'p-203',
    name: '竹节公道杯',
    english: 'Bamboo fair cup',
    category: 'teaware',
    price: 96,
    say: '耐热玻璃，竹节造型。250 毫升。',
    tint: ['#e2ecea', '#7fa6a1'],
  },
  {
    id: 'p-301',
    name: '桂花糕',
    english: 'Osmanthus cake',
    category: 'snacks',
    price: 36,
    say: '鲜桂花蒸制，十块一盒。',
    tint: ['#f7ecc9', '#d3a63c'],
  },
  {
    id: 'p-302',
    name: '核桃枣泥酥',
    english: 'Walnut date pastry',
    category: 'snacks',
    price: 48,
    say: '枣泥不加糖，核桃现烤。八枚一盒。',
    tint: ['#efdccf', '#8c4b32'],
  },
]

const productOf = id => PRODUCTS.find(product => product.id === id)

module.exports = { CATEGORIES, PRODUCTS, productOf }
