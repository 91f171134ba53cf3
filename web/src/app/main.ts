import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { router } from './router'
import { keepWatch, known } from './session'
import './style.css'

keepWatch((path) => location.replace(path))
void known()
createApp(App).use(createPinia()).use(router).mount('#app')
