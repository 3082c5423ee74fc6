title = Worth
