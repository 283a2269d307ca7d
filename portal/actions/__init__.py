"""Everything that changes something: one transaction each, recorded, published and told onward."""
