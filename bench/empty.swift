// A program that does nothing: what it costs to start one in Swift.
