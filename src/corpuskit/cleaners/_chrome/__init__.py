"""The parts of `WebChrome`: lines, rules, stamps, context, running text, line model, site lines."""
