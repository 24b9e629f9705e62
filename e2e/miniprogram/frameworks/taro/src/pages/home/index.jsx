import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { products } from '../../products'

const open = id => Taro.navigateTo({ url: `/pages/product/index?id=${id}` })

export default function Home() {
  return (
    <View>
      {products.map(({ id, name }) => (
        <View key={id} id={`card-${id}`} data-id={id} data-name={name} onClick={() => open(id)}>
          {name}
        </View>
      ))}
    </View>
  )
}
