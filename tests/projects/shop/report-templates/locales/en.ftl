title = What the shop sold
