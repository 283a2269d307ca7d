"""Who works in the portal and what each may do."""
