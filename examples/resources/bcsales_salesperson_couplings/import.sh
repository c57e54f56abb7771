# The id of the company in Business Central; takes all couplings of its salespeople.
terraform import bcsales_salesperson_couplings.cronus 6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c
