"""What all pages share: language, access, forms, headers, the cache of public pages."""
