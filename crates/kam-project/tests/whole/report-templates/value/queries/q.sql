select ratio(a, b) from run.quarters
