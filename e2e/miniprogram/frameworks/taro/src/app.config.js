export default {
  pages: ['pages/home/index', 'pages/product/index'],
  window: { navigationBarTitleText: 'Taro shop' },
}
