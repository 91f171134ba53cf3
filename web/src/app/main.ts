import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { takeCode } from './doors/code'
import { router } from './router'
import { keepWatch, known } from './session'
import './style.css'

// Before anything else: a code in the address is a secret, and addresses are shown, kept and sent on.
takeCode()
keepWatch((path) => location.replace(path))
void known()
createApp(App).use(createPinia()).use(router).mount('#app')
