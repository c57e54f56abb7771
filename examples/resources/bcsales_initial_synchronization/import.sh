# The id of the company in Business Central; takes the latest run.
terraform import bcsales_initial_synchronization.cronus 6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c
