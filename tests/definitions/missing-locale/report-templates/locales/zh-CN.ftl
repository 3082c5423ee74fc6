title = 价值
