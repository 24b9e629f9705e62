import { Button, View } from '@tarojs/components'
import Taro, { useLoad, useRouter, useShareAppMessage } from '@tarojs/taro'
import { useState } from 'react'
import { products } from '../../products'

export default function Product() {
  const { id } = useRouter().params
  const product = products.find(one => one.id === id)
  const [bought, setBought] = useState(0)
  useLoad(() => Taro.setNavigationBarTitle({ title: product.name }))
  useShareAppMessage(({ from }) => ({
    title: `${product.name} (${from})`,
    path: `/pages/product/index?id=${id}`,
  }))
  return (
    <View>
      <View>{product.name}</View>
      <Button id="buy" data-id={id} data-name={product.name} onClick={() => setBought(bought + 1)}>
        Buy
      </Button>
      <Button id="share" openType="share">
        Share
      </Button>
      <View>{bought} bought</View>
    </View>
  )
}
