import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { followLanguage, showLanguage } from '@/i18n/language'
import App from './App.vue'
import { router } from './router'
import { keepWatch, known } from './session'
import './style.css'

keepWatch((path) => location.replace(path))
void known()
followLanguage()
// English is in the page; whoever reads another language waits for it rather than to see both. When it can't be had, English does.
// Not awaited here: what is loaded lazily may need this file, which would then wait for itself.
void showLanguage()
  .catch(() => undefined)
  .then(() => createApp(App).use(createPinia()).use(router).mount('#app'))
