#include <nowthen/client.hpp>
