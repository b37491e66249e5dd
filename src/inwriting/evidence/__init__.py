"""Evidence: documents brought in, cited, and watched for changes."""
