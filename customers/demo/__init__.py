"""The demo company, 衡川精密: invented people, customers and purchases, the same for each seed."""
