export default { navigationBarTitleText: 'Home' }
