value-title = Value
