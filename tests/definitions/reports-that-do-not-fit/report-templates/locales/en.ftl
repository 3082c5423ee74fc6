x = X
