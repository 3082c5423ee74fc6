title = Value
