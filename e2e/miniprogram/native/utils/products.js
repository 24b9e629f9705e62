const names = ['Red shoes', 'Blue shoes', 'Coat', 'Hat', 'Scarf', 'Gloves', 'Belt', 'Bag']

module.exports = names.map((name, index) => ({ id: `p-${index + 1}`, name, price: 100 + index * 10 }))
